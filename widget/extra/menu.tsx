import type { TargetedFocusEvent, TargetedKeyboardEvent, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { State } from '../state.ts';
import { type Language, texts } from '../texts.ts';
import { icon } from '../view/icons.tsx';
import type { Links } from '../view/window.tsx';
import { extraTexts } from './texts.ts';
import { printTranscript, saveTranscript } from './transcript.ts';

const SaveIcon = icon('M12 4v10.5m-4.5-4 4.5 4.5 4.5-4.5M5 19.5h14');
const PrintIcon = icon('M7.5 8.5v-4h9v4m-9 7.5h-3v-7.5h15v7.5h-3m-9-2h9v6h-9Z');
const SoundIcon = icon(
  'M5 9.8v4.4h2.8l4 3.3V6.5l-4 3.3Zm10-.8c1 .7 1.5 1.7 1.5 3s-.5 2.3-1.5 3m2-8.3c1.8 1.3 2.8 3.1 2.8 5.3s-1 4-2.8 5.3',
);
const LanguageIcon = icon(
  'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Zm-7.8-8h15.6M12 4c2.2 2.3 3.2 5 3.2 8s-1 5.7-3.2 8c-2.2-2.3-3.2-5-3.2-8s1-5.7 3.2-8Z',
);
const DataIcon = icon('M7 4.5h10v15H7Zm3 5h4m-4 4h4');
const EndIcon = icon('M12 4.5v6.5m4.5-5a7.2 7.2 0 1 1-9 0');

export interface MenuProps {
  readonly state: State;
  readonly title: string;
  readonly links: Links;
  readonly sound: boolean;
  readonly onSound: (on: boolean) => void;
  readonly onLanguage: (language: Language) => void;
  readonly onData: () => void;
  readonly onEnd: () => void;
  /** `focus`: back to the button that opened it. */
  readonly onClose: (focus: boolean) => void;
}

/** What is wanted now and then, opened by the button in the header and closed by whatever leads out of it. */
export function Menu(props: MenuProps): VNode {
  const { state, title, links, sound, onClose } = props;
  const menu = useRef<HTMLFieldSetElement>(null);
  useEffect(() => menu.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLFieldSetElement>) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose(true);
  };
  const onFocusOut = ({ relatedTarget: to, currentTarget }: TargetedFocusEvent<HTMLFieldSetElement>) => {
    // The button of the header closes it itself.
    if (to instanceof Element && !currentTarget.contains(to) && to.id !== 'more') onClose(false);
  };
  const act = (what: () => void) => () => {
    what();
    onClose(true);
  };
  const german = texts.language === 'de';
  return (
    <fieldset
      ref={menu}
      class="menu"
      aria-label={texts.more}
      // Safari's buttons take no focus from the mouse: without it the press would leave the menu and close it.
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocusOut={onFocusOut}
    >
      <button type="button" onClick={act(() => saveTranscript(state, title))}>
        <SaveIcon />
        {extraTexts.menu.save}
      </button>
      <button type="button" onClick={act(() => printTranscript(state, title))}>
        <PrintIcon />
        {extraTexts.menu.print}
      </button>
      <button type="button" aria-pressed={sound} onClick={() => props.onSound(!sound)}>
        <SoundIcon />
        {extraTexts.menu.sound}
        <span class="soft" aria-hidden="true">
          {sound ? extraTexts.menu.on : extraTexts.menu.off}
        </span>
      </button>
      <button
        type="button"
        lang={german ? 'en' : 'de'}
        onClick={act(() => props.onLanguage(german ? 'en' : 'de'))}
      >
        <LanguageIcon />
        {german ? 'English' : 'Deutsch'}
      </button>
      <button type="button" onClick={props.onData}>
        <DataIcon />
        {extraTexts.menu.data}
      </button>
      {!state.status?.closed && state.events.length > 0 && (
        <button type="button" onClick={props.onEnd}>
          <EndIcon />
          {texts.end}
        </button>
      )}
      <Pages links={links} />
    </fieldset>
  );
}

/** What to keep of a chat that has ended. */
export function SaveLink({ state, title }: Pick<MenuProps, 'state' | 'title'>): VNode {
  return (
    <button type="button" class="link" onClick={() => saveTranscript(state, title)}>
      <SaveIcon />
      {extraTexts.menu.save}
    </button>
  );
}

/** The pages that the host has named. */
function Pages({ links }: { links: Links }): VNode | null {
  const pages = [
    [links.privacyUrl, texts.privacyLink],
    [links.imprintUrl, extraTexts.menu.imprint],
    [links.accessibilityUrl, extraTexts.menu.accessibility],
  ] as const;
  const named = pages.flatMap(([url, name]) => (url ? [{ url, name }] : []));
  if (named.length === 0) return null;
  return (
    <p class="pages">
      {named.map(({ url, name }) => (
        <a key={name} href={url} target="_blank" rel="noopener">
          {name}
          <span class="hidden">{` (${texts.newTab})`}</span>
        </a>
      ))}
    </p>
  );
}

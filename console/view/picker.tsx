import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../texts.ts';
import { CloseIcon } from './icons.tsx';
import { Button } from './parts.tsx';

/** Something that can be inserted: what it is called and its words. */
export type Pick = { readonly id: string; readonly title: string; readonly text: string };

type PickerProps = {
  readonly title: string;
  /** Name of the search field. */
  readonly search: string;
  readonly query: string;
  readonly items: readonly Pick[];
  /** What stands there instead of a list. */
  readonly none: string;
  /** What the list shows, when that is not obvious. */
  readonly lead?: string | undefined;
  onQuery(query: string): void;
  onPick(item: Pick): void;
  /** `typed`: what belongs into the composer after all, such as the slash. */
  onClose(typed?: string): void;
};

/**
 * A combobox over a list box above the composer: arrows choose, Enter inserts, Escape or leaving closes. It has a
 * field of its own, so that filtering never touches what is being written.
 */
export function Picker({ title, search, query, items, none, lead, onQuery, onPick, onClose }: PickerProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const current = items[Math.min(active, items.length - 1)];
  useEffect(() => input.current?.focus(), []);
  useEffect(() => setActive(0), [query]);
  useLayoutEffect(
    () => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [active, items],
  );

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    const last = items.length - 1;
    const at = Math.min(active, last);
    const acts: Record<string, () => void> = {
      ArrowDown: () => setActive(at >= last ? 0 : at + 1),
      ArrowUp: () => setActive(at <= 0 ? last : at - 1),
      Enter: () => current && onPick(current),
      Escape: () => onClose(),
      ...(query === '' && { Backspace: () => onClose(), '/': () => onClose('/') }),
    };
    const act = acts[event.key];
    if (act === undefined || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
  return (
    <div
      class="picker"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !event.currentTarget.contains(to)) onClose();
      }}
    >
      <div class="picker-head">
        <label for={`${id}-input`}>{title}</label>
        <input
          id={`${id}-input`}
          ref={input}
          role="combobox"
          aria-label={search}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current && `${id}-${current.id}`}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          placeholder={`${search} …`}
          value={query}
          onInput={(event) => onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button class="quiet icon-only" aria-label={texts.picker.close} onClick={() => onClose()}>
          <CloseIcon />
        </Button>
      </div>
      {lead && <p class="hint picker-lead">{lead}</p>}
      <div class="options-list" id={`${id}-list`} ref={list} role="listbox" aria-label={title}>
        {items.map((item) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
          <div
            key={item.id}
            id={`${id}-${item.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={item === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(item)}
          >
            <strong>{item.title}</strong>
            <span class="preview">{item.text}</span>
          </div>
        ))}
      </div>
      {items.length === 0 && <p class="empty">{none}</p>}
      <p class="hint" id={`${id}-hint`}>
        {texts.picker.hint}
      </p>
      <p class="hidden" role="status">
        {texts.picker.found(items.length)}
      </p>
    </div>
  );
}

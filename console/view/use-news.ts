import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { type News, newsBetween } from '../news.ts';
import { START_PAGE } from '../routes.ts';
import { findSelection } from '../selectors.ts';
import type { Settings } from '../settings.ts';
import type { ConsoleState } from '../state.ts';
import { texts } from '../texts.ts';

/** Calls by tone and by the system's message, as far as the agent wants it. */
export function useNews(state: ConsoleState, settings: Settings, desk: Desk): void {
  const before = useRef(state);
  useEffect(() => {
    const news = newsBetween(before.current, state);
    before.current = state;
    if (news.length === 0) return;
    if (settings.sound) playTone();
    if (settings.notifications && !document.hasFocus()) for (const one of news) notify(one, state, desk);
  }, [state]);
}

/** Nothing of what the visitor wrote: others may see this screen. */
function notify({ kind, conversation }: News, state: ConsoleState, desk: Desk): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
  const shown = new Notification(texts.pageTitle, {
    body: texts.alert.system[kind],
    tag: `lotse-${conversation}`,
  });
  shown.onclick = () => {
    shown.close();
    focus();
    location.hash = START_PAGE;
    const selection = state.inbox && findSelection(state.inbox, conversation);
    if (selection !== undefined) desk.select(selection);
  };
}

/** Two short soft notes; a browser that has heard no click yet stays silent. */
function playTone(): void {
  const audio = new AudioContext();
  for (const [index, hertz] of [660, 880].entries()) {
    const at = audio.currentTime + index * 0.14;
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + 0.13);
    const tone = new OscillatorNode(audio, { frequency: hertz });
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.14);
  }
  setTimeout(() => void audio.close(), 1_000);
}

import { useEffect, useRef } from 'preact/hooks';
import type { State } from '../state.ts';

/** A short, soft tone for every new reply, once the visitor has asked for it. Nothing that plays exists before. */
export function Sound({ state }: { state: State }): null {
  const audio = useRef<AudioContext>(undefined);
  const heard = useRef(state.events.length);
  useEffect(() => {
    const news = state.events.slice(heard.current);
    heard.current = state.events.length;
    if (!news.some(({ type }) => type === 'assistant.message' || type === 'agent.message')) return;
    audio.current ??= new AudioContext();
    play(audio.current);
  }, [state.events.length]);
  useEffect(() => () => void audio.current?.close(), []);
  return null;
}

function play(audio: AudioContext): void {
  // After a reload browsers keep still until the visitor has touched the page again.
  void audio.resume();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  const now = audio.currentTime;
  tone.frequency.setValueAtTime(660, now);
  tone.frequency.setValueAtTime(880, now + 0.09);
  volume.gain.setValueAtTime(0.06, now);
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.3);
  tone.connect(volume).connect(audio.destination);
  tone.start(now);
  tone.stop(now + 0.3);
}

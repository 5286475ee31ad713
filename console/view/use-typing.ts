import { useEffect, useRef } from 'preact/hooks';
import { useWorld } from './context.tsx';

/** The server forgets typing after 6 s. */
const RENEW_TYPING_MS = 3_500;
const TYPING_ENDS_MS = 5_000;

/** Tells the visitor that somebody writes: renewed while keys are struck, ended when they rest. */
export function useTyping(conversation: string): (typing: boolean) => void {
  const { desk } = useWorld();
  const told = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const end = () => {
    clearTimeout(timer.current);
    if (told.current === 0) return;
    told.current = 0;
    desk.setTyping(conversation, false);
  };
  useEffect(() => end, []);
  return (typing) => {
    if (!typing) return end();
    clearTimeout(timer.current);
    timer.current = setTimeout(end, TYPING_ENDS_MS);
    if (Date.now() - told.current < RENEW_TYPING_MS) return;
    told.current = Date.now();
    desk.setTyping(conversation, true);
  };
}

import { useEffect } from 'preact/hooks';
import { alertOf, titleOf } from '../alert.ts';
import type { ConsoleState } from '../state.ts';
import { drawFavicon } from './favicon.ts';

/** The title changes to and fro this often while somebody waits. */
const CALL_MS = 1_600;

/** Calls through the tab's title, its icon and the app's badge, again and again until nobody waits. */
export function useAlert(state: ConsoleState): void {
  const { waiting, unread, calling } = alertOf(state);
  useEffect(() => {
    let tick = 0;
    const call = () => {
      document.title = titleOf({ waiting, unread, calling }, tick++ % 2 === 1);
    };
    call();
    const timer = calling ? setInterval(call, CALL_MS) : undefined;
    return () => clearInterval(timer);
  }, [waiting, unread, calling]);
  useEffect(() => {
    drawFavicon(waiting > 0 ? 'waiting' : unread > 0 ? 'unread' : 'calm', waiting || unread);
    setBadge(waiting + unread);
  }, [waiting, unread]);
  useEffect(
    () => () => {
      document.title = titleOf({ waiting: 0, unread: 0, calling: false }, false);
      drawFavicon('calm', 0);
      setBadge(0);
    },
    [],
  );
}

/** Not every browser has one, and some only for installed pages. */
function setBadge(count: number): void {
  const badge = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;
  (count > 0 ? badge.setAppBadge?.(count) : badge.clearAppBadge?.())?.catch(() => {});
}

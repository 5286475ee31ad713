/**
 * Brings the keyboard to where the visitor writes on, or begins anew. On touch screens that would open the on-screen
 * keyboard over what is to be read, so there the window itself gets it.
 */
export function focusInput(root: ParentNode): void {
  const touch = matchMedia('(pointer: coarse)').matches;
  const target = root.querySelector<HTMLElement>(touch ? '.window' : '#input, .anew');
  (target ?? root.querySelector<HTMLElement>('.window'))?.focus();
}

/** Leads from the last stop of the keyboard to the first and back: behind a window that covers the page it is unseen. */
export function keepInside(window: HTMLElement, event: KeyboardEvent): void {
  const all = window.querySelectorAll<HTMLElement>(
    'a[href], button:enabled, input, textarea, [tabindex="0"]',
  );
  const stops = [...all].filter((one) => one.getClientRects().length > 0 && !one.closest('[inert]'));
  const focused = (window.getRootNode() as ShadowRoot).activeElement;
  const [first, last] = [stops[0], stops.at(-1)];
  const leaves = event.shiftKey ? focused === first || focused === window : focused === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/**
 * Brings the keyboard to where the visitor writes on, or begins anew. On touch screens that would open the on-screen
 * keyboard over what is to be read, so there the window itself gets it.
 */
export function focusInput(root: ParentNode): void {
  const touch = matchMedia('(pointer: coarse)').matches;
  const target = root.querySelector<HTMLElement>(touch ? '.window' : '#input, .anew');
  (target ?? root.querySelector<HTMLElement>('.window'))?.focus();
}

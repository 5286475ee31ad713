/**
 * Styles of the element itself and of its button. The element lies in the browser's top layer, where no stacking
 * order and no transform of the page reaches it; `!important` here wins over any rule of the page.
 *
 * The accent is corrected in OKLCH: at most 49 % lightness gives white text 4.5:1 in every hue, at least 76 %
 * does the same for dark text on it and for itself on dark. Beyond a chroma of 0.25 no screen shows it as it is, and
 * what is cut off makes it lighter. A browser that cannot do that keeps our own accent.
 */
export const launcherStyles = `
:host {
  all: initial !important; position: fixed !important; z-index: 2147483647 !important; display: block !important; color-scheme: light dark !important;
  font: max(16px, 1rem)/1.5 system-ui, sans-serif !important;
  --_plain: #0b5a78; --_accent: var(--_plain); --_on: #fff; --_l: min(l, .49);
}
:host([hidden]) { display: none !important }
@media (prefers-color-scheme: dark) { :host { --_plain: #7cc4dd; --_on: #0b1116; --_l: max(l, .76) } }
@supports (color: oklch(from red l c h)) { :host { --_accent: oklch(from var(--lotse-accent, var(--_plain)) var(--_l) min(c, .25) h) } }
@media print { :host { display: none !important } }
:host > * {
  position: fixed; inset-inline-end: max(1.25em, env(safe-area-inset-right)); inset-block-end: max(1.25em, env(safe-area-inset-bottom));
}
.launcher {
  display: flex; align-items: center; gap: .5em; min-height: 3.5em; padding: 0 1.25em;
  border: 2px solid transparent; border-radius: 1.75em; box-shadow: 0 4px 20px #0004;
  background: var(--_accent); color: var(--_on); font: inherit; font-weight: 600; cursor: pointer;
}
.launcher:hover { box-shadow: 0 4px 28px #0007 }
.launcher:focus-visible { outline: 3px solid var(--_accent); outline-offset: 3px }
.launcher[aria-expanded=true] { visibility: hidden }
.launcher[aria-busy=true] svg { opacity: .5 }
.launcher svg { width: 1.6em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }
.badge {
  position: absolute; inset-block-start: -.35em; inset-inline-end: -.15em; min-width: .8em; padding: 0 .45em;
  border: 2px solid Canvas; border-radius: 1em; background: #b3261e; color: #fff; font-size: .85em;
}
.failed { inset-block-end: 5.6em; max-width: 15em; margin: 0; padding: 1em; border: 1px solid; border-radius: 1em; background: Canvas; color: CanvasText }
.badge:empty, .failed:empty { display: none }
@media (forced-colors: active) { .launcher { border-color: ButtonText } }
`;

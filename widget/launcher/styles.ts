/**
 * Styles of the element itself and of its button. The element lies in the browser's top layer, where no stacking
 * order and no transform of the page reaches it; `!important` here wins over any rule of the page.
 *
 * The accent is corrected in OKLCH: at most 49 % lightness gives white text 4.5:1 in every hue, at least 76 %
 * does the same for dark text.
 */
export const launcherStyles = `
:host {
  --_raw: var(--lotse-accent, #0b5a78);
  --_accent: var(--_raw); --_on: #fff;
  all: initial !important;
  position: fixed !important; inset: auto 0 0 auto !important; z-index: 2147483647 !important;
  display: block !important; overflow: visible !important;
  color-scheme: light dark !important;
  font: max(16px, 1rem)/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif !important;
}
:host([hidden]) { display: none !important }
@supports (color: oklch(from red l c h)) { :host { --_accent: oklch(from var(--_raw) min(l, .49) c h) } }
@media (prefers-color-scheme: dark) {
  :host { --_accent: #7cc4dd; --_on: #0b1116 }
  @supports (color: oklch(from red l c h)) { :host { --_accent: oklch(from var(--_raw) max(l, .76) c h) } }
}
@media print { :host { display: none !important } }
.launcher {
  position: fixed; inset-block-end: max(1.25em, env(safe-area-inset-bottom));
  inset-inline-end: max(1.25em, env(safe-area-inset-right));
  display: flex; align-items: center; gap: .6em; min-height: 3.5em; padding: 0 1.4em 0 1.15em;
  border: 2px solid transparent; border-radius: 1.75em;
  background: var(--_accent); color: var(--_on); font: inherit; font-weight: 600; cursor: pointer;
  box-shadow: 0 1px 2px #0003, 0 6px 20px #0003;
}
.launcher:hover { box-shadow: 0 1px 2px #0004, 0 8px 28px #0005 }
.launcher:focus-visible { outline: 3px solid var(--_accent); outline-offset: 3px }
.launcher[aria-expanded=true] { visibility: hidden }
.launcher[aria-busy=true] svg { animation: wait 1.2s .3s infinite }
.launcher svg { width: 1.6em; height: 1.6em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }
.badge {
  position: absolute; inset-block-start: -.35em; inset-inline-end: -.15em; box-sizing: border-box;
  min-width: 1.7em; padding: 0 .45em; border: 2px solid Canvas; border-radius: 1em;
  background: #b3261e; color: #fff; font-size: .85em; line-height: 1.5; text-align: center;
}
.badge:empty { display: none }
.failed {
  position: fixed; inset-block-end: 5.6em; inset-inline-end: 1.25em; max-width: min(18em, calc(100vw - 2.5em)); box-sizing: border-box;
  margin: 0; padding: .75em 1em; border: 1px solid #76838f; border-radius: .75em;
  background: Canvas; color: CanvasText; box-shadow: 0 6px 20px #0003;
}
.failed:empty { display: none }
@keyframes wait { 50% { opacity: .35 } }
@media (prefers-reduced-motion: no-preference) { .launcher { transition: box-shadow .15s } }
@media (prefers-reduced-motion: reduce) { .launcher[aria-busy=true] svg { animation: none; opacity: .5 } }
@media (forced-colors: active) { .launcher { border-color: ButtonText } .launcher svg { stroke: ButtonText } }
`;

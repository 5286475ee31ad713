/** Styles of the form, the rating and the question before the end. */
export const extraStyles = `
.card { margin-top: 1.2em; padding: .95em 1em 1em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--bg); line-height: 1.45 }
.card > .plain { margin-top: .8em }
.card .soft, .card [role=status] { font-size: .875em }
.receipt { display: grid; grid-template-columns: auto 1fr; gap: .3em 1em; margin-top: .7em }
.receipt dt { color: var(--soft) }
.receipt dd { font-weight: 600; overflow-wrap: anywhere }
.number { font-variant-numeric: tabular-nums; letter-spacing: .02em }
.stars legend { padding: 0; font-weight: 600 }
.stars .row { display: flex; margin: .35em 0 .25em -.5em }
.stars label { position: relative; display: grid; place-items: center; width: 2.75em; height: 2.75em; color: var(--edge) }
.stars input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer }
.stars svg { width: 1.75em; height: 1.75em }
.stars .on { color: var(--_accent) }
.stars .on svg { fill: currentColor }
.stars label:focus-within svg { outline: 3px solid var(--_accent); outline-offset: 3px; border-radius: .25em }
.page { flex: 1; min-height: 0; padding: .6em 1.25em 1.5em; overflow: auto; overscroll-behavior: contain }
.page h3, .question h3 { display: flex; align-items: center; gap: .4em; margin: .3em 0 .4em; font-size: 1.25em; line-height: 1.3; font-weight: 650 }
.page h3:focus { outline: none }
.page h3 svg { color: var(--_accent) }
.back { margin-inline-start: -.6em }
.page > .receipt + .soft { margin: 1em 0 1.2em }
.form > * + *, .form fieldset > .control { margin-top: 1.1em }
.form legend { padding: 0; font-weight: 600 }
.control label { display: block; margin-bottom: .35em; font-weight: 600; line-height: 1.35 }
.control label .soft { margin-inline-start: .6em; font-weight: 400; font-size: .875em }
.control textarea { min-height: 5.6em; max-height: 16em; overflow-y: auto }
.control [aria-invalid=true], .field [aria-invalid=true] { border-color: var(--wrong); box-shadow: inset 0 0 0 1px var(--wrong) }
.control .wrong, fieldset > .wrong { margin-top: .4em; font-size: .9375em; line-height: 1.4 }
.veil { position: absolute; inset: 0; display: grid; place-items: center; padding: 1em; background: #0b12186b; overflow: auto }
.question { width: 100%; max-width: 22em; padding: 1.1em 1.25em 1.25em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--bg); line-height: 1.5 }
.answers { display: flex; flex-wrap: wrap; gap: .6em; margin-top: 1.1em }
.menu {
  position: absolute; z-index: 2; inset-block-start: 4.5em; inset-inline-end: .6em; display: flex; flex-direction: column; min-width: 15.5em; max-width: calc(100% - 1.2em);
  max-height: calc(100% - 5em); padding: .4em; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--bg);
  box-shadow: 0 2px 6px #0e1a2414, 0 12px 32px #0e1a2433;
}
.menu button { display: flex; flex: none; align-items: center; gap: .75em; width: 100%; min-height: 2.75em; padding: .35em .7em; border: 1px solid transparent; border-radius: .6em; background: none; text-align: start }
.menu button:hover { background: var(--tint) }
.menu svg { color: var(--_accent) }
.menu .soft { margin-inline-start: auto; padding: 0 .55em; border: 1px solid var(--line); border-radius: 1em; font-size: .8125em }
.menu [aria-pressed=true] .soft { border-color: var(--_accent); background: var(--_accent); color: var(--_on) }
.menu :focus-visible { outline-offset: -3px }
.pages { display: flex; flex-wrap: wrap; gap: 0 1.1em; margin-top: .4em; padding: .45em .7em .2em; border-top: 1px solid var(--line); font-size: .875em }
.pages a { display: inline-flex; align-items: center; min-height: 2.2em }
.suggest {
  position: absolute; z-index: 1; inset-inline: 1em; inset-block-end: 100%; max-height: 13em; padding: .5em .4em .4em; overflow: auto; border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--bg); box-shadow: 0 -2px 6px #0e1a240f, 0 -8px 24px #0e1a2424;
}
.suggest .soft { padding: 0 .6em .2em; font-size: .8125em }
[role=option] { display: flex; align-items: center; min-height: 2.6em; padding: .35em .6em; border: 1px solid transparent; border-radius: .6em; line-height: 1.35; cursor: pointer }
[role=option]:hover { background: var(--tint) }
[role=option][aria-selected=true] { border-color: var(--_accent); background: var(--tint) }
@media (max-height: 30em) {
  .menu { inset-block-start: 3.2em; max-height: calc(100% - 3.4em) }
  .suggest { max-height: 6.4em }
  .suggest .soft { display: none }
}
@media (forced-colors: active) { [role=option][aria-selected=true] { outline: 2px solid Highlight; outline-offset: -3px } .menu svg { color: inherit } }
@media (forced-colors: active) { .page h3 svg { color: inherit } .stars .on svg { fill: Highlight; stroke: Highlight } }
`;

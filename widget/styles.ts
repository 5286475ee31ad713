/** Styles of the chat window. Lengths in `em` of the element's own font size, which follows the visitor's. */
export const chatStyles = `
.chat {
  --bg: #fff; --page: #f3f6f8; --text: #17222d; --soft: #51606e; --line: #dbe2e8; --edge: #738290;
  --wrong: #a8201a; --wrong-bg: #fdf0ef; --warn: #a15c00; --warn-bg: #fdf4e3; --tint: #eaf1f5; --radius: .9em;
  color: var(--text); text-align: start; -webkit-text-size-adjust: 100%;
}
@media (prefers-color-scheme: dark) {
  .chat {
    --bg: #1a2129; --page: #12171c; --text: #e8edf2; --soft: #a7b3bf; --line: #303a45; --edge: #7f8d9a;
    --wrong: #ffb3ab; --wrong-bg: #3a1d1b; --warn: #f0b860; --warn-bg: #33281a; --tint: #232d37;
  }
}
.chat, .chat * { box-sizing: border-box }
[hidden] { display: none !important }
.hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; min-width: 0 }
button, input, textarea { font: inherit; color: inherit; margin: 0 }
button { cursor: pointer }
svg { width: 1.35em; height: 1.35em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round }
a { color: var(--_accent); text-underline-offset: .15em }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px }

.window {
  position: fixed; inset-block-end: max(1.25em, env(safe-area-inset-bottom)); inset-inline-end: max(1.25em, env(safe-area-inset-right));
  width: 26em; max-width: calc(100vw - 2.5em); height: 46em; max-height: calc(100dvh - 2.5em);
  border: 1px solid var(--line); border-radius: 1.1em; overflow: hidden; background: var(--bg);
  box-shadow: 0 2px 6px #0e1a2414, 0 16px 48px #0e1a2433;
}
.window:focus { outline: none }
.content, .talk { display: flex; flex-direction: column; height: 100%; min-height: 0 }
.talk { flex: 1; height: auto }

.header { display: flex; align-items: center; gap: .7em; padding: .75em .6em .75em 1em; background: var(--_accent); color: #fff }
.mark { display: grid; place-items: center; width: 2.5em; height: 2.5em; border-radius: 50%; background: #ffffff26 }
.who { flex: 1; min-width: 0 }
.who h2 { font-size: 1.0625em; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere }
.who p { font-size: .875em; line-height: 1.35 }
.icon { display: grid; place-items: center; width: 2.75em; height: 2.75em; padding: 0; border: 1px solid transparent; border-radius: .7em; background: none }
.icon:hover, .icon[aria-expanded=true] { background: #ffffff26 }
#more svg { stroke-width: 3.2 }
.header :focus-visible { outline-color: #fff; outline-offset: -3px }

.banner { display: flex; flex-wrap: wrap; align-items: center; gap: .5em 1em; padding: .6em 1em; background: var(--tint); border-bottom: 1px solid var(--line); font-size: .9375em; line-height: 1.4 }
.banner p { flex: 1 12em }
.notice { flex-wrap: nowrap; align-items: flex-start; gap: .25em; max-height: 9em; padding-block: .35em; padding-inline-end: .4em; overflow: auto; border-inline-start: 4px solid var(--_accent) }
.notice.warning { border-inline-start-color: var(--warn); background: var(--warn-bg) }
.notice .words { flex: 1; padding-block: .6em }
.words > * + * { margin-top: .4em }
.banner.wrong { background: var(--wrong-bg) }
.wrong { color: var(--wrong) }
.soft { color: var(--soft); font-size: .9375em; line-height: 1.45 }

.log-frame { position: relative; flex: 1; min-height: 0; overflow: hidden; background: var(--page) }
.log { position: relative; height: 100%; padding: 1em 1em 1.25em; overflow: auto; overscroll-behavior: contain; overflow-wrap: break-word }
.log:focus-visible { outline-offset: -3px }
.privacy { padding-bottom: .9em; border-bottom: 1px solid var(--line); color: var(--soft); font-size: .8125em; line-height: 1.5 }
.line { margin: 1.4em 0 .4em; color: var(--soft); font-size: .875em; line-height: 1.4; text-align: center }

.said { display: flex; flex-direction: column; align-items: flex-start; margin-top: 1.15em }
.said.follows { margin-top: .4em }
.said.own { align-items: flex-end }
.by { display: flex; align-items: center; gap: .5em; margin: 0 .25em .25em; color: var(--soft); font-size: .8125em; line-height: 1.4 }
.by svg { width: 1.15em; height: 1.15em; margin-inline-start: -.25em }
.name { font-weight: 600 }
.bubble { max-width: 96%; padding: .65em .95em .7em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--bg); line-height: 1.5 }
.assistant .bubble, .agent .bubble { border-start-start-radius: .25em }
.agent .bubble { background: var(--tint) }
.own .bubble { max-width: 86%; border-color: transparent; border-start-end-radius: .25em; background: var(--_accent); color: var(--_on) }
.typed { white-space: pre-wrap; overflow-wrap: anywhere }
.bubble > * + * { margin-top: .6em }
.bubble ul, .bubble ol { padding-inline-start: 1.3em }
.bubble li + li { margin-top: .25em }
.bubble li::marker { color: var(--soft) }
.bubble strong { font-weight: 650 }
.source { color: var(--soft); font-size: .875em; line-height: 1.4; font-weight: 600 }
.updated { color: var(--soft); font-size: .8125em; line-height: 1.4 }
.note { max-width: 92%; margin: .3em .25em 0; color: var(--soft); font-size: .875em; line-height: 1.4 }
.note.wrong { color: var(--wrong); text-align: end }
.pending { animation: appear .2s .5s both }

.choices { display: flex; flex-wrap: wrap; gap: .5em; width: 100%; margin-top: .55em; list-style: none }
.choices li { max-width: 100% }
.choices button, .plain {
  display: inline-flex; align-items: center; gap: .5em; min-height: 2.75em; padding: .45em .95em; border: 1px solid var(--_accent);
  border-radius: 1.4em; background: var(--bg); color: var(--_accent); line-height: 1.35; font-weight: 500; text-align: start;
}
.choices button:hover:enabled, .plain:hover { background: var(--tint) }
.choices button:disabled { min-height: 2.25em; padding-block: .2em; border-color: var(--line); background: none; color: var(--soft); font-weight: 400; cursor: default }

.helpful { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .2em; margin: .2em .25em 0; color: var(--soft); font-size: .875em }
.link { display: inline-flex; align-items: center; gap: .35em; min-height: 2.4em; padding: .2em .5em; border: 0; border-radius: .5em; background: none; color: var(--_accent); font-weight: 500; text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px }
.link:hover { background: var(--tint) }
.link svg { width: 1.15em; height: 1.15em }

.writing { margin-top: 1em }
.writing.later { animation: appear .2s .6s both }
.dots { display: inline-flex; gap: .3em; padding: .8em .95em; border: 1px solid var(--line); border-radius: var(--radius); border-start-start-radius: .25em; background: var(--bg) }
.dots i { width: .45em; height: .45em; border-radius: 50%; background: var(--soft) }
.newest { position: absolute; inset-block-end: .75em; inset-inline-end: .75em; border-color: var(--edge); border-radius: 50%; background: var(--bg); box-shadow: 0 2px 8px #0002 }
.newest:hover { background: var(--tint) }


.help { padding: .6em 1em .1em; border-top: 1px solid var(--line); background: var(--bg) }
.help [role=status] > * { margin-bottom: .45em; color: var(--soft); font-size: .875em; line-height: 1.4 }
.help .place { margin-bottom: 0 !important; color: var(--text) !important; font-size: 1em !important; font-weight: 600 }
.ways { display: flex; gap: .5em }
.ways .plain { min-height: 2.75em; padding-inline: .75em; font-size: .9375em }
.ways .plain { border-color: var(--line); background: var(--tint) }
.ways .plain:hover { border-color: var(--_accent) }
.ways .plain:first-child { flex: 1; justify-content: center }
.ways .leave span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.foot { position: relative }
.composer { padding: .6em 1em max(.75em, env(safe-area-inset-bottom)); background: var(--bg) }
.field { position: relative; display: flex }
.field textarea, .control input, .control textarea {
  display: block; width: 100%; padding: .68em .9em; border: 1px solid var(--edge); border-radius: .8em; background: var(--bg);
  line-height: 1.45; resize: none;
}
.field textarea { max-height: 9em; min-height: 2.95em; padding-inline-end: 3.4em; overflow-y: auto; border-radius: 1.4em }
:is(input, textarea):focus-visible { border-color: var(--_accent); outline-width: 2px; outline-offset: 0 }
::placeholder { color: var(--soft); opacity: 1 }
.send { position: absolute; inset-block-end: .15em; inset-inline-end: .15em; display: grid; place-items: center; width: 2.65em; height: 2.65em; padding: 0; border: 1px solid transparent; border-radius: 50%; background: var(--_accent); color: var(--_on) }
.hint { color: var(--soft); font-size: .875em; line-height: 1.4 }
.hint:not(:empty) { padding: .4em .25em 0 }
.hint.wrong { color: var(--wrong) }
.loading { flex: 1; padding: 1.5em 1.25em }
.loading .plain { margin-top: 1em }
.ended { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: .4em 1em; padding: .9em 1em max(.9em, env(safe-area-inset-bottom)); border-top: 1px solid var(--line); text-align: center }

.strong { min-height: 2.9em; padding: .5em 1.5em; border: 1px solid transparent; border-radius: 1.5em; background: var(--_accent); color: var(--_on); font-weight: 600; line-height: 1.35 }
.strong:hover, .send:hover { box-shadow: inset 0 0 0 99px #0002 }
.strong[aria-disabled=true] { opacity: .6; cursor: progress }


@keyframes appear { from { opacity: 0 } }
@keyframes rise { from { opacity: 0; transform: translateY(.8em) } }
@keyframes breathe { 0%, 60%, 100% { opacity: .35 } 30% { opacity: 1 } }
@media (prefers-reduced-motion: no-preference) {
  .window { animation: rise .22s cubic-bezier(.2, .7, .3, 1) }
  .said:not(.follows), .line { animation: appear .25s }
  .dots i { animation: breathe 1.4s infinite }
  .dots i:nth-child(2) { animation-delay: .2s }
  .dots i:nth-child(3) { animation-delay: .4s }
}
@media (prefers-reduced-motion: reduce) { .chat *, .chat { animation-duration: 0s !important } }
@media (prefers-color-scheme: dark) {
  .header { background: var(--tint); color: var(--text) }
  .mark { background: var(--_accent); color: var(--_on) }
  .header :focus-visible { outline-color: var(--_accent) }
}
@media (min-width: 34em) { .window { width: 27em } }
@media (max-width: 30em), (max-height: 30em) {
  .window { inset: var(--top, 0) 0 auto; width: 100%; max-width: none; height: var(--height, 100dvh); max-height: none; border: 0; border-radius: 0 }
  .header { padding-block-start: max(.75em, env(safe-area-inset-top)) }
}
@media (max-width: 26em) {
  .header { gap: .3em; padding-inline: 1em .25em }
  .mark { display: none }
  .ways .plain { gap: .35em; padding-inline: .6em }
}
@media (max-height: 30em) {
  .header { padding-block: max(.25em, env(safe-area-inset-top)) .25em }
  .mark, .who p, .human svg, .place + p { display: none }
  .notice { max-height: 3.6em; font-size: .875em }
  .notice .words { padding-block: .3em }
  .notice .icon { width: 2em; height: 2em }
  .help .place { font-size: .875em !important }
  .field textarea { max-height: 4.4em }
  .help { padding-block: .35em 0 }
  .help [role=status] > * { margin-bottom: .15em }
  .composer { padding-block: .35em }
  .ways .plain { min-height: 2.3em; padding-block: .15em; font-size: .875em }
  .newest { width: 2em; height: 2em; inset-block-end: .25em; inset-inline-end: .25em }
}
@media (forced-colors: active) {
  .dots i { background: CanvasText }
  .own .bubble, .dots, .send, .strong, .icon, .mark { border: 1px solid currentColor }
}
`;

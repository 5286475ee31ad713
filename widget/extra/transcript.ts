import type { Inline, RichText } from '../../protocol/rich-text.ts';
import { type Item, items } from '../items.ts';
import type { State } from '../state.ts';
import { clockTime, dateName, dayName, ownerLine, texts } from '../texts.ts';
import { extraTexts } from './texts.ts';

/** One entry of a written chat: who said it and when, or a line of its own about what happened. */
export interface Entry {
  readonly time: string;
  /** Absent where nobody speaks. */
  readonly by?: string;
  readonly text: string;
}

/** The chat as a person would write it down: every message with its speaker and its time. */
export function transcript(state: State): Entry[] {
  const first = state.events[0];
  const day = first ? [{ time: '', text: dayName(first.at) }] : [];
  return [...day, ...items(state).flatMap(entry)];
}

function entry(item: Item): Entry[] {
  const time = 'at' in item && item.at !== undefined ? clockTime(item.at) : '';
  switch (item.kind) {
    case 'day':
      return [{ time: '', text: dayName(item.at) }];
    case 'own':
      return [{ time, by: texts.you, text: item.text + (item.at === undefined ? ` (${texts.failed})` : '') }];
    case 'reply':
      return [{ time, by: texts.assistant, text: replyText(item) }];
    case 'agent':
      return [{ time, by: item.name, text: item.text }];
    case 'owner':
      return [{ time, text: ownerLine(item.owner, item.before, item.name) }];
    case 'filed':
      return [{ time, text: texts.filed(item.reference) }];
    case 'ended':
      return [{ time, text: texts.ended[item.reason] }];
    case 'rating':
    case 'unfiled':
      return [];
    default:
      return item satisfies never;
  }
}

function replyText({ heading, body, updated, choices }: Extract<Item, { kind: 'reply' }>): string {
  const lines = [heading, written(body), updated && texts.updated(dateName(updated))];
  const labels = choices.map(({ label }) => `[${label}]`).join(' ');
  return [...lines, labels].filter(Boolean).join('\n');
}

/** Approved text with what its form says: items of lists, and where its links lead. */
function written(body: RichText): string {
  return body
    .map((block) =>
      block.type === 'paragraph'
        ? words(block.children)
        : block.items.map((item, nth) => (block.ordered ? `${nth + 1}. ` : '– ') + words(item)).join('\n'),
    )
    .join('\n');
}

function words(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      if (node.type === 'break') return '\n';
      const inner = words(node.children);
      const address = node.type === 'link' ? node.href.replace(/^mailto:|^tel:.*/, '') : '';
      return address === '' || address === inner ? inner : `${inner} (${address})`;
    })
    .join('');
}

/** The chat as plain text, with line ends as every editor reads them. */
export function transcriptText(state: State, title: string): string {
  const lines = transcript(state).map(({ time, by, text }) => {
    const indented = text.replace(/\n/g, '\n       ');
    if (by !== undefined) return `${time.padEnd(5)}  ${by}: ${indented}`;
    return time ? `${time}  – ${indented} –` : `\n${indented}\n`;
  });
  return [extraTexts.transcript.title(title), ...lines, ''].join('\n').replace(/\n/g, '\r\n');
}

/** Hands the chat to the visitor as a text file. */
export function saveTranscript(state: State, title: string): void {
  const day = new Date(state.events[0]?.at ?? Date.now()).toLocaleDateString('sv');
  download(`${extraTexts.transcript.file}-${day}.txt`, 'text/plain', transcriptText(state, title));
}

/** Hands a file to the visitor. */
export function download(name: string, type: string, content: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // Browsers have read it once the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

const PRINTED = `
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font: 11pt/1.5 system-ui, sans-serif; color: #000; background: #fff }
h1 { font-size: 1.3em } p { margin: 0 0 .8em; white-space: pre-line; break-inside: avoid }
b { display: block; font-size: .85em } .line { color: #444; text-align: center }
`;

/** Opens the chat as a page of its own and prints it. Made node by node, for pages with Trusted Types. */
export function printTranscript(state: State, title: string): void {
  const page = window.open('', '_blank');
  if (page === null) return;
  const { document: sheet } = page;
  const heading = extraTexts.transcript.title(title);
  const styles = new (page as Window & typeof globalThis).CSSStyleSheet();
  styles.replaceSync(PRINTED);
  sheet.adoptedStyleSheets = [styles];
  sheet.title = heading;
  sheet.documentElement.lang = texts.language;
  const node = (name: string, text: string, kind = '') => {
    const made = sheet.createElement(name);
    made.textContent = text;
    made.className = kind;
    return made;
  };
  const entries = transcript(state).map(({ time, by, text }) => {
    const paragraph = node('p', text, by === undefined ? 'line' : '');
    if (by !== undefined) paragraph.prepend(node('b', `${by}, ${time}`));
    else if (time) paragraph.prepend(`${time} – `);
    return paragraph;
  });
  sheet.body.append(node('h1', heading), ...entries);
  page.print();
}

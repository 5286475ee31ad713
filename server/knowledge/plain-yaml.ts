/** What most files are made of: texts and lists of texts by name, and such groups in a group. */
export type PlainValue = string | null | readonly string[] | PlainGroup;
export interface PlainGroup {
  readonly [name: string]: PlainValue;
}

/**
 * The value of a YAML text that is written as nearly all heads of articles are: `name: text`, lists of texts below their
 * name or in brackets, every text on one line. Undefined for everything else and wherever there is the least doubt, so
 * that a real parser, which takes some twenty times as long, has the say.
 */
export function plainValue(source: string): PlainGroup | undefined {
  const lines = source.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const reader = { lines, at: 0 };
  const group = readGroup(reader, '');
  return lines.length > 0 && reader.at === lines.length ? group : undefined;
}

interface Reader {
  readonly lines: readonly string[];
  at: number;
}

const ENTRY = /^([a-z][a-z_]*):(?: (\S.*))?$/;

function readGroup(reader: Reader, indent: string): PlainGroup | undefined {
  const group: Record<string, PlainValue> = {};
  for (let line = reader.lines[reader.at]; line?.startsWith(indent); line = reader.lines[reader.at]) {
    const [, name, text] = ENTRY.exec(line.slice(indent.length)) ?? [];
    if (name === undefined || Object.hasOwn(group, name)) return undefined;
    reader.at++;
    const value =
      text === undefined ? readBelow(reader, `${indent}  `) : (plainText(text) ?? listInBrackets(text));
    if (value === undefined) return undefined;
    group[name] = value;
  }
  return group;
}

/** What belongs to a name that has nothing behind it. */
function readBelow(reader: Reader, indent: string): PlainValue | undefined {
  const next = reader.lines[reader.at];
  if (!next?.startsWith(indent)) return null;
  return next.startsWith(`${indent}- `) ? readList(reader, `${indent}- `) : readGroup(reader, indent);
}

function readList(reader: Reader, bullet: string): string[] | undefined {
  const texts: string[] = [];
  for (let line = reader.lines[reader.at]; line?.startsWith(bullet); line = reader.lines[reader.at]) {
    const text = plainText(line.slice(bullet.length));
    if (text === undefined) return undefined;
    texts.push(text);
    reader.at++;
  }
  return texts;
}

const QUOTED = /^"[^"\\\p{C}]*"$/u;
/** Begins with a letter, so that it is no number and no sign of YAML. */
const UNQUOTED = /^\p{L}[\p{L}\p{N} ,.?!;:()/„“”‚‘’–—…%€§+=*&@'"#_-]*$/u;
/** Ends the text, or begins a remark. */
const SIGN = /: | #|[: ]$/;
const IN_BRACKETS = /^\p{L}[\p{L}\p{N} ./–_-]*$/u;
const NO_TEXT = /^(?:true|false|null)$/i;

function plainText(text: string, unquoted = UNQUOTED): string | undefined {
  if (text.startsWith('"')) return QUOTED.test(text) ? text.slice(1, -1) : undefined;
  return unquoted.test(text) && !SIGN.test(text) && !NO_TEXT.test(text) ? text : undefined;
}

function listInBrackets(text: string): string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  if (text === '[]') return [];
  const items = text
    .slice(1, -1)
    .split(', ')
    .map((item) => plainText(item, IN_BRACKETS));
  return items.every((item) => item !== undefined) ? items : undefined;
}

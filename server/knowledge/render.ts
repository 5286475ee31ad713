import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { Block, Inline, RichText } from '../../protocol/rich-text.ts';

/** Something in a Markdown text that visitors cannot be shown; line and column count from 1 in that text. */
export interface MarkdownProblem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly hint: string;
}

export interface Rendered {
  readonly body: RichText;
  readonly problems: readonly MarkdownProblem[];
}

/** Where the renderer is in the source, and what it has found wrong there. */
interface Context {
  readonly source: string;
  readonly problems: MarkdownProblem[];
  /** Offset of the token at hand. */
  at: number;
  /** Offset from which on the next token is looked for. */
  next: number;
}

/**
 * Turns Markdown into the tree that browsers show: paragraphs, flat lists, bold, links (https, mailto, tel) and
 * hard line breaks. Bare addresses become links, emphasis becomes plain text, all else is a problem.
 */
export function render(markdown: string): Rendered {
  const context: Context = { source: markdown, problems: [], at: 0, next: 0 };
  const body = new Lexer({ gfm: true }).lex(markdown).flatMap((token) => block(known(token), context));
  return { body, problems: context.problems };
}

/** The lexer makes tokens of other types only for extensions, of which there are none here. */
function known(token: Token): MarkedToken {
  return token as MarkedToken;
}

function block(token: MarkedToken, context: Context): Block[] {
  enter(token, context);
  switch (token.type) {
    case 'space':
      return [];
    case 'paragraph':
      return [{ type: 'paragraph', children: inlines(token.tokens, context) }];
    case 'list':
      return [list(token, context)];
    default:
      complain(token, context);
      return [];
  }
}

function list(token: Tokens.List, context: Context): Block {
  if (token.ordered && token.start !== 1)
    report(
      context,
      `Eine Zahl mit Punkt am Zeilenanfang wird zur Liste, die bei 1 statt ${token.start} beginnt.`,
      `Schreiben Sie „${token.start}\\.“, wenn keine Liste gemeint ist.`,
    );
  return { type: 'list', ordered: token.ordered, items: token.items.map((item) => listItem(item, context)) };
}

function listItem(item: Tokens.ListItem, context: Context): Inline[] {
  enter(item, context);
  const parts: Inline[][] = [];
  for (const token of item.tokens.map(known)) {
    enter(token, context);
    if (token.type === 'space') continue;
    if (token.type === 'list')
      report(context, 'Eine Liste steht in einer Liste.', 'Machen Sie eine einzige Liste daraus.');
    else if (token.type === 'text' || token.type === 'paragraph')
      parts.push(inlines(token.tokens ?? [token], context));
    else complain(token, context);
  }
  return parts.flatMap((part, index) => (index === 0 ? part : [{ type: 'break' as const }, ...part]));
}

function inlines(tokens: readonly Token[], context: Context): Inline[] {
  return joinTexts(tokens.flatMap((token) => inline(known(token), context)));
}

function inline(token: MarkedToken, context: Context): Inline[] {
  if (token.type === 'em') return inlines(token.tokens, context);
  if (token.type === 'strong') return [{ type: 'strong', children: inlines(token.tokens, context) }];
  enter(token, context);
  switch (token.type) {
    case 'text':
    case 'escape':
      return text(token, context);
    case 'br':
      return [{ type: 'break' }];
    case 'link':
      return link(token, context);
    default:
      complain(token, context);
      return [];
  }
}

function text(token: Tokens.Text | Tokens.Escape, context: Context): Inline[] {
  const entity = token.type === 'text' ? /&(#\d+|#x[\da-f]+|[a-z][a-z\d]*);/i.exec(token.raw) : null;
  if (entity)
    report(
      context,
      `„${entity[0]}“ würde so angezeigt, wie es dasteht.`,
      'Schreiben Sie das Zeichen selbst.',
    );
  return [{ type: 'text', text: token.text.replace(/\s*\n\s*/g, ' ') }];
}

function link(token: Tokens.Link, context: Context): Inline[] {
  const allowed = isAllowedLink(token.href);
  if (!allowed)
    report(
      context,
      token.href === '' ? 'Der Link hat kein Ziel.' : `Der Link „${token.href}“ ist nicht erlaubt.`,
      'Erlaubt sind https://…, mailto:… und tel:… mit vollständiger Adresse.',
    );
  const children = inlines(token.tokens, context);
  return allowed ? [{ type: 'link', href: token.href, children }] : children;
}

/** Only what opens a page, a mail or a call; `URL` alone would let `javascript:` pass. */
export function isAllowedLink(href: string): boolean {
  if (/[\s{}]/.test(href)) return false;
  if (/^mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+$/.test(href) || /^tel:\+?\d[\d-]*$/.test(href)) return true;
  const url = URL.canParse(href) ? new URL(href) : undefined;
  return (
    url?.protocol === 'https:' && href.startsWith('https://') && url.username === '' && url.password === ''
  );
}

/** Neighbouring texts become one; the tree then has one shape for one reading. */
function joinTexts(nodes: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = { type: 'text', text: last.text + node.text };
    else joined.push(node);
  }
  return joined;
}

const REFUSED: Readonly<Record<string, { text: string; hint: string }>> = {
  heading: {
    text: 'Eine Überschrift passt nicht ins Chatfenster.',
    hint: 'Nehmen Sie **fett** oder einen Absatz.',
  },
  image: { text: 'Bilder zeigt das Chatfenster nicht.', hint: 'Beschreiben Sie es in Worten.' },
  table: { text: 'Tabellen zeigt das Chatfenster nicht.', hint: 'Nehmen Sie eine Liste.' },
  html: { text: 'HTML ist nicht erlaubt.', hint: 'Nehmen Sie nur Absätze, **fett**, Listen und Links.' },
  code: {
    text: 'Eine eingerückte Zeile oder ``` wird als Programmtext gelesen.',
    hint: 'Rücken Sie die Zeile nicht ein.',
  },
  codespan: {
    text: 'Programmtext (zwischen ` und `) zeigt das Chatfenster nicht.',
    hint: 'Nehmen Sie **fett** oder „Anführungszeichen“.',
  },
  blockquote: { text: 'Zitate (Zeilen mit >) zeigt das Chatfenster nicht.', hint: 'Lassen Sie das > weg.' },
  hr: { text: 'Trennlinien zeigt das Chatfenster nicht.', hint: 'Lassen Sie die Zeile weg.' },
  del: { text: 'Durchgestrichenes zeigt das Chatfenster nicht.', hint: 'Lassen Sie die ~ weg.' },
  def: {
    text: 'Ein Link steht getrennt von seinem Text.',
    hint: 'Schreiben Sie [Text](https://…) an seine Stelle.',
  },
  checkbox: { text: 'Kästchen zeigt das Chatfenster nicht.', hint: 'Lassen Sie [ ] weg.' },
};

function complain(token: MarkedToken, context: Context): void {
  const { text, hint } = REFUSED[token.type] ?? {
    text: `„${token.type}“ ist nicht erlaubt.`,
    hint: 'Lassen Sie es weg.',
  };
  report(context, text, hint);
}

function report(context: Context, text: string, hint: string): void {
  const before = context.source.slice(0, context.at).split('\n');
  context.problems.push({ line: before.length, column: before.at(-1)!.length + 1, text, hint });
}

/**
 * Moves to where a token stands. The lexer gives no offsets, but its tokens come in the source's order;
 * the tokens inside one that is not a leaf are looked for from its beginning.
 */
function enter(token: Token, context: Context): void {
  const firstLine = token.raw.trimStart().split('\n', 1)[0] ?? '';
  const at = firstLine === '' ? -1 : context.source.indexOf(firstLine, context.next);
  if (at < 0) return;
  context.at = at;
  context.next = 'tokens' in token || token.type === 'list' ? at : at + firstLine.length;
}

/** Approved text as a person reads it in a terminal: lists with –, links as `label (address)` unless they are equal. */
export function readableText(body: RichText): string {
  return body.map(plainBlock).join('\n\n');
}

function plainBlock(node: Block): string {
  if (node.type === 'paragraph') return plainInlines(node.children);
  return node.items
    .map((item, index) => `${node.ordered ? `${index + 1}.` : '–'} ${plainInlines(item)}`)
    .join('\n');
}

function plainInlines(nodes: readonly Inline[]): string {
  return nodes.map(plainInline).join('');
}

function plainInline(node: Inline): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return '\n';
    case 'strong':
      return plainInlines(node.children);
    case 'link': {
      const label = plainInlines(node.children);
      return saysItself(label, node.href)
        ? label
        : `${label} (${node.href.replace(/^(mailto|tel):/, '').replace(/\?.*/, '')})`;
    }
  }
}

/** Whether a link's label already is its address; a phone number may be printed with 0 for +49 and with spaces. */
function saysItself(label: string, href: string): boolean {
  if (!href.startsWith('tel:')) return href.replace(/^mailto:|\?.*/g, '') === label;
  const digits = label.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 && href.replace(/\D/g, '').endsWith(digits);
}

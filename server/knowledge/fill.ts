import type { Block, Inline, RichText } from '../../protocol/rich-text.ts';
import type { Approved } from './knowledge.ts';

/** A blank in a text: `{opening}`, in flows also `{wann.after_5_working_days}`. */
export const BLANK = /\{(\p{L}[\p{L}\p{N}_.-]*)\}/gu;

/** The names of the blanks that an approved text has. */
export function blanksIn(approved: Approved): Set<string> {
  const names = [...JSON.stringify(approved.body).matchAll(BLANK)].map(([, name]) => name!);
  return new Set(names);
}

/**
 * The body of an approved text with its blanks filled in. Values are shown as they are: neither Markdown nor
 * blanks in them are looked at.
 * @throws Error when the text has a blank without a value
 */
export function fill(approved: Approved, values: Readonly<Record<string, string>>): RichText {
  const fillText = (text: string) =>
    text.replace(BLANK, (_, name: string) => {
      if (!Object.hasOwn(values, name))
        throw new Error(`${approved.source} needs a value for its blank {${name}}`);
      return values[name]!;
    });
  const fillInline = (node: Inline): Inline => {
    if (node.type === 'text') return { type: 'text', text: fillText(node.text) };
    return node.type === 'break' ? node : { ...node, children: node.children.map(fillInline) };
  };
  return approved.body.map(
    (node): Block =>
      node.type === 'paragraph'
        ? { ...node, children: node.children.map(fillInline) }
        : { ...node, items: node.items.map((item) => item.map(fillInline)) },
  );
}

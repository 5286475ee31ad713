import type { Block, Inline, RichText } from './rich-text.ts';

/** The words of a rich text without its form: one line per paragraph and per item of a list. */
export function plainText(body: RichText): string {
  return body.flatMap(linesOf).join('\n');
}

function linesOf(block: Block): string[] {
  return block.type === 'paragraph' ? [words(block.children)] : block.items.map(words);
}

function words(inlines: Inline[]): string {
  return inlines.map(wordsOf).join('');
}

function wordsOf(inline: Inline): string {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'break':
      return '\n';
    default:
      return words(inline.children);
  }
}

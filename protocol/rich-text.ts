import { z } from 'zod';

/**
 * Approved text as a small typed tree. The server parses Markdown into it, browsers turn it into DOM nodes;
 * nothing on the way is ever an HTML string.
 */
export const Inline: z.ZodType<Inline> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), text: z.string() }),
    z.strictObject({ type: z.literal('strong'), children: z.array(Inline) }),
    z.strictObject({ type: z.literal('link'), href: z.string(), children: z.array(Inline) }),
    z.strictObject({ type: z.literal('break') }),
  ]),
);
export type Inline =
  | { type: 'text'; text: string }
  | { type: 'strong'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] }
  | { type: 'break' };

/** A paragraph or a list; an item of a list is a run of inline nodes. */
export const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('paragraph'), children: z.array(Inline) }),
  z.strictObject({ type: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(Inline)) }),
]);
export type Block = z.infer<typeof Block>;

export const RichText = z.array(Block);
export type RichText = z.infer<typeof RichText>;

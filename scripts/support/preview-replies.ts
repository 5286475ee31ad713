import type { ConversationEvent } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { explanationLines } from '../../server/knowledge/explain-lines.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import type { ExplainableUnderstanding } from '../../server/knowledge/understanding.ts';

/** A reply of the assistant, why it was given, and where its words stand. */
export interface PreviewReply {
  readonly seq: number;
  /** The visitor's words or button before it. */
  readonly to: string;
  readonly text: string;
  readonly source: string;
  /** Below the knowledge folder. */
  readonly file: string;
  /** Only where the assistant decided by the visitor's own words. */
  readonly why?: string;
}

/** The assistant's replies in a conversation, each explained with what had been shown and said before it. */
export function previewReplies(
  events: readonly ConversationEvent[],
  knowledge: Knowledge,
  understanding: ExplainableUnderstanding,
): PreviewReply[] {
  const replies: PreviewReply[] = [];
  const shown: string[] = [];
  let asked: Extract<ConversationEvent, { type: 'visitor.message' }> | undefined;
  let why: string | undefined;
  let said = '';
  for (const event of events) {
    if (event.type === 'visitor.message') {
      asked = event;
      const context = { shown: [...shown], ...(said !== '' && { said }) };
      why =
        event.choice === undefined
          ? explanationLines(understanding.explain(event.text, context)).join('\n')
          : undefined;
      if (event.choice === undefined) said = event.text;
    }
    if (event.type !== 'assistant.message') continue;
    const { ref } = event.source;
    if (ref.startsWith('article:')) shown.push(ref.slice('article:'.length));
    replies.push({
      seq: event.seq,
      to: asked?.text ?? '',
      text: plainText(event.body),
      source: ref,
      file: fileOf(ref, knowledge),
      ...(why !== undefined && event.flow === undefined ? { why } : {}),
    });
  }
  return replies;
}

const FILES: Readonly<Record<string, string>> = {
  intent: 'intents.yaml',
  text: 'texts.yaml',
  language: 'languages.yaml',
  neighbours: 'neighbours.yaml',
  notice: 'notices.yaml',
};

function fileOf(ref: string, { articles }: Knowledge): string {
  const [kind = '', id = ''] = ref.split(':');
  const article = kind === 'article' ? articles.get(id) : undefined;
  if (article !== undefined) return `articles/${article.topic}/${id}.md`;
  // The sentences that all flows share stand in the rules.
  return kind === 'flow' ? `flows/${id.split('/')[0]}.yaml` : (FILES[kind] ?? kind);
}

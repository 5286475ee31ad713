import type { ConversationEvent } from '../../protocol/conversation.ts';
import type { Understanding } from '../../server/knowledge/decision.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { outcomeOf } from './compare.ts';

type Message = Extract<ConversationEvent, { type: 'visitor.message' }>;
type Reply = Extract<ConversationEvent, { type: 'assistant.message' }>;

/** A question of a conversation: what was answered then, and what would be today in the same context. */
export interface Replayed {
  readonly question: string;
  readonly at: number;
  readonly was: string;
  /** Absent where the assistant did not decide by itself: in a guided dialogue, or with a person. */
  readonly today?: string;
  /** The wording of the same answer is another one now. */
  readonly reworded: boolean;
}

/** Asks the visitor's typed questions again, each with what had been shown and said before it. */
export function replay(
  events: readonly ConversationEvent[],
  knowledge: Knowledge,
  understanding: Understanding,
): Replayed[] {
  const replayed: Replayed[] = [];
  const shown: string[] = [];
  let said = '';
  for (const [at, event] of events.entries()) {
    if (event.type === 'assistant.message') {
      const id = articleOf(event);
      if (id !== undefined) shown.push(id);
    }
    if (event.type !== 'visitor.message' || event.choice !== undefined) continue;
    const replies = repliesTo(events, at);
    const sources = replies.flatMap((reply) => (reply.type === 'assistant.message' ? [reply] : []));
    const own = sources.length > 0 && sources.every(({ flow }) => flow === undefined);
    const decision = understanding.decide(event.text, { shown: [...shown], ...(said !== '' && { said }) });
    replayed.push({
      ...question(event),
      was: wasWords(replies, knowledge),
      ...(own ? { today: outcomeOf({ decision }) } : {}),
      reworded: sources.some((reply) => isReworded(reply, knowledge)),
    });
    if (decision.kind !== 'smalltalk' && decision.kind !== 'handoff') said = event.text;
  }
  return replayed;
}

function question({ text, at }: Message) {
  return { question: text, at };
}

/** What came after a message, until the visitor wrote or pressed something again. */
function repliesTo(events: readonly ConversationEvent[], at: number): readonly ConversationEvent[] {
  const next = events.findIndex((event, index) => index > at && event.type === 'visitor.message');
  return events.slice(at + 1, next < 0 ? undefined : next);
}

const articleOf = ({ source }: Reply) => /^article:(.*)/.exec(source.ref)?.[1];

/** What is said to a wish for a person that nobody can meet at once. */
const TO_A_PERSON = /^text:(queue|desk)\./;

/** In the words of `outcomeOf`. */
function wasWords(replies: readonly ConversationEvent[], { intents }: Knowledge): string {
  if (replies.some((event) => event.type === 'owner.changed' && event.owner === 'queue')) return 'Mensch';
  const said = replies.flatMap((event) => (event.type === 'assistant.message' ? [event] : []));
  const articles = said.map(articleOf).filter((id) => id !== undefined);
  if (articles.length > 0) return `Antwort ${articles.join(' und ')}`;
  const [first] = said;
  if (first === undefined) return 'eine Person';
  const [kind, id = ''] = first.source.ref.split(':');
  if (kind === 'flow') return `Dialog ${id}`;
  if (kind === 'intent' && intents.get(id)?.kind !== 'none') return `Plaudern ${id}`;
  if (TO_A_PERSON.test(first.source.ref)) return 'Mensch';
  if (first.source.ref === 'text:choices.ask' || kind === 'neighbours')
    return `Vorschläge ${offeredBy(first)}`;
  return 'keine Antwort';
}

function offeredBy({ choices }: Reply): string {
  return choices.flatMap(({ id }) => /^(?:article|flow):(.*)/.exec(id)?.[1] ?? []).join(', ');
}

function isReworded(reply: Reply, knowledge: Knowledge): boolean {
  const id = articleOf(reply);
  const article = id === undefined ? undefined : knowledge.articles.get(id);
  return article !== undefined && article.revision !== reply.source.revision;
}

const when = new Intl.DateTimeFormat('de-DE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Berlin',
});

/** For people: changes are marked in front. */
export function replayLines(replayed: readonly Replayed[]): string[] {
  const changes = replayed.filter(isChanged).length;
  return [
    ...replayed.flatMap((one) => [
      `${isChanged(one) ? '→' : ' '} ${when.format(one.at)}  „${one.question}“`,
      `      damals: ${one.was}`,
      `      heute:  ${one.today ?? 'wird nicht vom Assistenten allein entschieden'}${note(one)}`,
    ]),
    '',
    changes === 0
      ? 'Heute würde alles ebenso beantwortet.'
      : `${changes} von ${replayed.length} Fragen würden heute anders beantwortet.`,
  ];
}

function isChanged({ was, today, reworded }: Replayed): boolean {
  return today !== undefined && (was !== today || reworded);
}

function note({ was, today, reworded }: Replayed): string {
  return reworded && was === today ? ' (in neuem Wortlaut)' : '';
}

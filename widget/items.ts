import type { Choice, ConversationEvent, Owner } from '../protocol/conversation.ts';
import type { RichText } from '../protocol/rich-text.ts';
import { type Entry, idOf } from './outbox.ts';
import type { State } from './state.ts';

/** Who wrote a message. */
export type Speaker = 'visitor' | 'assistant' | 'agent';

/** Whether something personal was covered; `live` in words to a person, who may look at it as long as the chat goes on. */
export type Masked = boolean | 'live';

/** One thing in the list of what was said, top to bottom. `key` stays the same from sending to storing. */
export type Item =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'own'; key: string; at?: number; text: string; masked: Masked; follows: boolean; entry?: Entry }
  | {
      kind: 'reply';
      key: string;
      at: number;
      seq: number;
      body: RichText;
      choices: readonly Choice[];
      /** Only the newest choices can be pressed, those of a guided dialogue only until it goes on. */
      active: boolean;
      chosen: readonly string[];
      /** It is the text of an article, so the visitor may say whether it helped. */
      answer: boolean;
      helpful: boolean | null;
      /** What stands above the text: the article that it came from, or the guided dialogue and how far it is. */
      heading: string | undefined;
      /** The calendar date of the article's wording. */
      updated: string | undefined;
      follows: boolean;
    }
  | { kind: 'agent'; key: string; at: number; name: string; text: string; follows: boolean }
  | { kind: 'owner'; key: string; at: number; owner: Owner; before: Owner; name: string | undefined }
  | { kind: 'rating'; key: string; name: string | undefined; stars: number | undefined }
  | { kind: 'filed'; key: string; at: number; reference: string; answerBy: string }
  | { kind: 'unfiled'; key: string; entry: Entry }
  | { kind: 'ended'; key: string; at: number; reason: 'visitor' | 'idle' | 'misuse' };

/** Messages of one speaker within this time stand together under one name. */
const TOGETHER_MS = 5 * 60 * 1000;

/** The conversation as the window shows it: its events in order, then what is still on its way. */
export function items(state: State): Item[] {
  const facts = gather(state);
  const shown = state.events.flatMap((event, index) => [
    ...day(event, state.events[index - 1]),
    ...ofEvent(event, index, facts),
  ]);
  return [...shown, ...state.outbox.flatMap((entry) => onItsWay(entry))];
}

/** What later events say about earlier ones. */
interface Facts {
  readonly events: readonly ConversationEvent[];
  readonly helpful: ReadonlyMap<number, boolean | null>;
  readonly chosen: ReadonlyMap<number, readonly string[]>;
  readonly newestChoices: number;
  /** Of the newest reply and of the newest message of the visitor's. */
  readonly newestReply: number;
  readonly newestOwn: number;
  readonly canChoose: boolean;
  /** In a chat with an agent no button counts but the one with which the visitor keeps it. */
  readonly canStay: boolean;
  readonly newestChat: number;
  readonly stars: number | undefined;
}

function gather(state: State): Facts {
  const { events } = state;
  const ratings = [
    ...events.flatMap((event) => (event.type === 'answer.rated' ? [event] : [])),
    ...state.outbox.flatMap((entry) => (entry.name === 'answer:rate' ? [entry.request] : [])),
  ];
  const newest = (holds: (event: ConversationEvent) => boolean) => events.findLast(holds)?.seq ?? 0;
  const newestChat = events.findLastIndex((event, index) => endsChat(events, event, index));
  return {
    events,
    helpful: new Map(ratings.map(({ answer, helpful }) => [answer, helpful])),
    chosen: chosenBySeq(state),
    newestChoices: newest((event) => event.type === 'assistant.message' && event.choices.length > 0),
    newestReply: newest((event) => event.type === 'assistant.message'),
    newestOwn: newest((event) => event.type === 'visitor.message'),
    canChoose: state.status?.owner !== 'agent' && state.status?.closed !== true,
    canStay: state.status?.owner === 'agent' && !state.status.closed,
    newestChat,
    stars: starsAfter(state, newestChat),
  };
}

/** An agent's chat ended here, and the visitor is with the assistant again. */
function endsChat(events: readonly ConversationEvent[], event: ConversationEvent, index: number): boolean {
  return (
    event.type === 'owner.changed' && event.owner === 'assistant' && ownerBefore(events, index) === 'agent'
  );
}

function ownerBefore(events: readonly ConversationEvent[], index: number): Owner {
  const before = events.findLast((event, at) => at < index && event.type === 'owner.changed');
  return before?.type === 'owner.changed' ? before.owner : 'assistant';
}

function agentBefore(events: readonly ConversationEvent[], index: number): string | undefined {
  const before = events.findLast(
    (event, at) => at < index && event.type === 'owner.changed' && event.owner === 'agent',
  );
  return before?.type === 'owner.changed' ? before.agentName : undefined;
}

function starsAfter(state: State, index: number): number | undefined {
  const onWay = state.outbox.findLast((entry) => entry.name === 'chat:rate');
  if (onWay?.name === 'chat:rate') return onWay.request.stars;
  const rated = state.events.findLast((event, at) => at > index && event.type === 'chat.rated');
  return rated?.type === 'chat.rated' ? rated.stars : undefined;
}

/** Pressed choices by the seq of the reply that offered them. */
function chosenBySeq(state: State): Map<number, readonly string[]> {
  const chosen = new Map<number, readonly string[]>();
  let offered = 0;
  const note = (seq: number, id: string) => chosen.set(seq, [...(chosen.get(seq) ?? []), id]);
  for (const event of state.events) {
    if (event.type === 'assistant.message' && event.choices.length > 0) offered = event.seq;
    if (event.type === 'visitor.message' && event.choice !== undefined) note(offered, event.choice);
  }
  for (const { request } of state.outbox)
    if ('choice' in request) note(request.choice.seq, request.choice.id);
  return chosen;
}

function day(event: ConversationEvent, before: ConversationEvent | undefined): Item[] {
  if (before === undefined || sameDay(event.at, before.at)) return [];
  return [{ kind: 'day', key: `day-${event.seq}`, at: event.at }];
}

function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

function ofEvent(event: ConversationEvent, index: number, facts: Facts): Item[] {
  const key = `e${event.seq}`;
  const { at } = event;
  const follows = continues(event, facts.events[index - 1]);
  switch (event.type) {
    case 'visitor.message':
      return [
        { kind: 'own', key: event.clientId, at, text: event.text, masked: covered(event, facts), follows },
      ];
    case 'assistant.message':
      return [reply(event, facts, follows)];
    case 'agent.message':
      return [{ kind: 'agent', key, at, name: event.agentName, text: event.text, follows }];
    case 'owner.changed':
      return ownerChange(event, index, facts);
    case 'request.filed':
      return [{ kind: 'filed', key, at, reference: event.reference, answerBy: event.answerBy }];
    case 'conversation.closed':
      return [{ kind: 'ended', key, at, reason: event.reason }];
    case 'answer.rated':
    case 'chat.rated':
      return [];
    default:
      return event satisfies never;
  }
}

function reply(
  event: Extract<ConversationEvent, { type: 'assistant.message' }>,
  facts: Facts,
  follows: boolean,
): Item {
  const { seq, at, body, choices, source, flow } = event;
  const answer = source.ref.startsWith('article:');
  const chosen = facts.chosen.get(seq) ?? [];
  return {
    kind: 'reply',
    key: `e${seq}`,
    at,
    seq,
    body,
    choices,
    active: seq === facts.newestChoices && isActive(choices, seq, chosen, facts),
    chosen,
    answer,
    updated: answer ? source.updated : undefined,
    heading: flow ? `${flow.title} · ${flow.progress}` : answer ? source.title : undefined,
    helpful: facts.helpful.get(seq) ?? null,
    follows,
  };
}

function isActive(choices: readonly Choice[], seq: number, chosen: readonly string[], facts: Facts): boolean {
  const once = choices.some(({ id }) => /^(answer|go):|^stay$/.test(id));
  // In a guided dialogue a press moves on; elsewhere who meant the other button may still press it.
  if (once && (chosen.length > 0 || seq < Math.max(facts.newestReply, facts.newestOwn))) return false;
  return facts.canChoose || (facts.canStay && choices.some(({ id }) => id === 'stay'));
}

function ownerChange(
  event: Extract<ConversationEvent, { type: 'owner.changed' }>,
  index: number,
  facts: Facts,
): Item[] {
  const key = `e${event.seq}`;
  const name = event.agentName ?? agentBefore(facts.events, index);
  const before = ownerBefore(facts.events, index);
  const line: Item = { kind: 'owner', key, at: event.at, owner: event.owner, before, name };
  if (index !== facts.newestChat) return [line];
  return [line, { kind: 'rating', key: `rate-${event.seq}`, name, stars: facts.stars }];
}

function continues(event: ConversationEvent, before: ConversationEvent | undefined): boolean {
  return (
    before?.type === event.type &&
    (event.type !== 'agent.message' || event.agentName === (before as typeof event).agentName) &&
    event.at - before.at < TOGETHER_MS &&
    sameDay(event.at, before.at)
  );
}

function covered({ seq, masked }: ConversationEvent & { masked: boolean }, { events }: Facts): Masked {
  if (!masked) return false;
  const owner = events.findLast((event) => event.seq < seq && event.type === 'owner.changed');
  return owner?.type === 'owner.changed' && owner.owner === 'agent' ? 'live' : true;
}

function onItsWay(entry: Entry): Item[] {
  const key = idOf(entry);
  if (entry.name === 'message:send')
    return [{ kind: 'own', key, text: entry.label ?? '', masked: false, follows: false, entry }];
  if (entry.name === 'request:submit' && entry.state === 'failed') return [{ kind: 'unfiled', key, entry }];
  return [];
}

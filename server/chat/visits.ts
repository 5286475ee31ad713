import { SYNC_PAGE } from '../../protocol/constants.ts';
import type { ConversationEvent, ConversationStatus } from '../../protocol/conversation.ts';
import type { ProvedIdentity } from '../../protocol/visitor-facts.ts';
import { startState } from '../dialogue/state.ts';
import { step } from '../dialogue/step.ts';
import { queueWait } from '../dialogue/wait.ts';
import { answerBy } from '../hours/schedule.ts';
import { describeDay } from '../hours/words.ts';
import { hashToken, newId, newReference, newToken } from '../ids.ts';
import { mask } from '../language/mask.ts';
import { RequestError } from '../request-error.ts';
import type { Conversation } from '../store/store.ts';
import { noticesNow } from './notices.ts';
import type { ChatParts } from './parts.ts';
import { deskWords, findWithDesk } from './presence.ts';
import { takeTurn, worldNow } from './turn.ts';

/** A conversation with the secret that opens it again. The token leaves the server once and is never stored. */
export interface Visit {
  readonly conversation: string;
  readonly token: string;
}

/** Begins a conversation with the greeting as its first event; `proved` is who the portal says the visitor is. */
export async function startVisit(parts: ChatParts, proved?: ProvedIdentity): Promise<Visit> {
  const visit = { conversation: newId(), token: newToken() };
  const world = await worldNow(parts);
  const started = step(startState, { type: 'start' }, world);
  if (started.kind === 'refused') throw new RequestError(started.code);
  await parts.store.createConversation({
    id: visit.conversation,
    tokenHash: hashToken(visit.token),
    at: world.now,
    state: started.state,
    events: started.outputs.flatMap((output) => (output.type === 'event' ? [output.body] : [])),
    alarms: started.outputs.flatMap((output) =>
      output.type === 'set-alarm' ? [{ kind: output.kind, dueAt: output.dueAt }] : [],
    ),
  });
  if (proved !== undefined) await parts.store.proveVisitor(visit.conversation, proved, world.now);
  return visit;
}

/** The conversation that a token opens, if any. */
export async function findVisit(parts: ChatParts, token: string): Promise<string | undefined> {
  return (await parts.store.findConversationByToken(hashToken(token)))?.id;
}

/** An event as its visitor may see it: agents have names there, no ids. */
export function forVisitor(event: ConversationEvent): ConversationEvent {
  if (event.type !== 'agent.message' && event.type !== 'owner.changed') return event;
  const { agent: _, ...seen } = event;
  return seen;
}

/** A page of what came after `since`, with the state that the events alone do not tell. */
export interface Page {
  readonly epoch: string;
  readonly events: ConversationEvent[];
  readonly more: boolean;
  readonly status: ConversationStatus;
  /** What the visitor asked last; empty before the first question. */
  readonly question: string;
}

/**
 * Reads on in a conversation. The caller has joined the conversation's room first, so nothing falls between.
 * @throws RequestError `not-found`
 */
export async function readPage(parts: ChatParts, conversation: string, since: number): Promise<Page> {
  const events = await parts.store.listEvents(conversation, since, SYNC_PAGE + 1);
  const { status, question } = await standing(parts, conversation);
  return {
    epoch: parts.store.epoch,
    events: events.slice(0, SYNC_PAGE),
    more: events.length > SYNC_PAGE,
    status,
    question,
  };
}

/**
 * The state of a conversation as its visitor may see it.
 * @throws RequestError `not-found`
 */
export async function statusOf(parts: ChatParts, id: string): Promise<ConversationStatus> {
  return (await standing(parts, id)).status;
}

async function standing(parts: ChatParts, id: string): Promise<Pick<Page, 'status' | 'question'>> {
  const now = parts.clock.now();
  const found = await findWithDesk(parts, id, now);
  if (found === undefined) throw new RequestError('not-found');
  const { conversation, desk } = found;
  const { state } = conversation;
  const place = await placeOf(parts, conversation);
  const wait = place === undefined ? undefined : queueWait(place, desk.pace);
  const status = {
    owner: state.owner,
    agentTyping: false,
    closed: state.closed,
    keptDays: parts.retention.conversations,
    desk: deskWords(parts, desk, now),
    ...noticesNow(parts),
    ...(state.agent === undefined ? {} : { agentName: state.agent.name }),
    ...(place === undefined ? {} : { queuePlace: place }),
    ...(place === undefined || wait === undefined ? {} : { queueWait: wait }),
  };
  return { status, question: state.question };
}

async function placeOf(parts: ChatParts, { handoff }: Conversation): Promise<number | undefined> {
  const waits = handoff !== undefined && handoff.status !== 'active';
  return waits ? parts.store.queuePlace(handoff.id) : undefined;
}

/** The visitor wrote. What is personal is masked here, before anything else sees it. */
export async function say(
  parts: ChatParts,
  conversation: string,
  clientId: string,
  raw: string,
): Promise<number> {
  const { text, masked } = mask(raw.normalize('NFC'));
  return seqOf(await takeTurn(parts, conversation, 'visitor', { type: 'text', clientId, text, masked, raw }));
}

/**
 * The visitor pressed a button under the reply `seq`.
 * @throws RequestError `bad-request` when that reply has no such button
 */
export async function choose(
  parts: ChatParts,
  conversation: string,
  clientId: string,
  choice: { readonly seq: number; readonly id: string },
): Promise<number> {
  const [offered] = await parts.store.listEvents(conversation, choice.seq - 1, 1);
  const button =
    offered?.type === 'assistant.message' ? offered.choices.find((it) => it.id === choice.id) : undefined;
  if (button === undefined) throw new RequestError('bad-request', { field: 'choice' });
  const input = { type: 'choice', clientId, id: button.id, label: button.label } as const;
  return seqOf(await takeTurn(parts, conversation, 'visitor', input));
}

/**
 * The visitor took an article that was suggested while typing.
 * @throws RequestError `stale` when it is not in force any more
 */
export async function openArticle(
  parts: ChatParts,
  conversation: string,
  clientId: string,
  article: string,
): Promise<number> {
  const found = parts.inForce().knowledge.articles.get(article);
  if (found === undefined) {
    const done = await parts.store.findCommand(conversation, 'visitor', clientId);
    if (done === undefined) throw new RequestError('stale');
    return done.seq;
  }
  const input = { type: 'choice', clientId, id: `article:${article}`, label: found.title } as const;
  return seqOf(await takeTurn(parts, conversation, 'visitor', input));
}

export async function callHuman(parts: ChatParts, conversation: string, clientId: string): Promise<number> {
  return seqOf(await takeTurn(parts, conversation, 'visitor', { type: 'call-human', clientId }));
}

export async function leaveQueue(parts: ChatParts, conversation: string, clientId: string): Promise<number> {
  return seqOf(await takeTurn(parts, conversation, 'visitor', { type: 'leave-queue', clientId }));
}

export async function closeVisit(parts: ChatParts, conversation: string, clientId: string): Promise<number> {
  return seqOf(await takeTurn(parts, conversation, 'visitor', { type: 'close', clientId }));
}

/** @throws RequestError `bad-request` when there is no reply of that number */
export async function rateAnswer(
  parts: ChatParts,
  conversation: string,
  rating: { readonly clientId: string; readonly answer: number; readonly helpful: boolean | null },
): Promise<number> {
  const from = Math.max(0, rating.answer - LOOK_BACK);
  const events = await parts.store.listEvents(conversation, from, rating.answer - from + LOOK_AHEAD);
  const rated = events.find(({ seq }) => seq === rating.answer);
  if (rated?.type !== 'assistant.message') throw new RequestError('bad-request', { field: 'answer' });
  const about = { source: rated.source.ref, ...aboutRating(events, rating.answer) };
  return seqOf(await takeTurn(parts, conversation, 'visitor', { type: 'rate-answer', ...rating, about }));
}

/** Events looked through for the question before a rated answer, and for its earlier rating after it. */
const LOOK_BACK = 12;
const LOOK_AHEAD = 100;

/** What was asked last in the visitor's own words before an answer, and how the answer was rated so far. */
function aboutRating(events: readonly ConversationEvent[], answer: number) {
  const asked = events.findLast(
    (event) => event.seq < answer && event.type === 'visitor.message' && event.choice === undefined,
  );
  const rated = events.findLast((event) => event.type === 'answer.rated' && event.answer === answer);
  return {
    question: asked?.type === 'visitor.message' ? asked.text : '',
    ...(rated?.type === 'answer.rated' ? { before: rated.helpful } : {}),
  };
}

export async function rateChat(
  parts: ChatParts,
  conversation: string,
  rating: { readonly clientId: string; readonly stars: number },
): Promise<number> {
  return seqOf(await takeTurn(parts, conversation, 'visitor', { type: 'rate-chat', ...rating }));
}

/** What a visitor leaves in the form. */
export interface FormInput {
  readonly clientId: string;
  readonly text: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}$/;
const PHONE = /^\+?(?:[\s()/.-]*\d){6,}[\s()/.-]*$/;

/**
 * Files the visitor's message as a request that people answer by e-mail or phone.
 * @throws RequestError `bad-request` naming the field: `email` when neither way to answer is given or it cannot be
 * an address, `phone` when it cannot be a number, `text` when it is blank
 */
export async function fileRequest(parts: ChatParts, conversation: string, form: FormInput) {
  const contact = checkForm(form);
  const { clientId } = form;
  const reference = newReference();
  const answerBy = answerDay(parts);
  const request = {
    id: newId(),
    reference,
    text: mask(form.text.normalize('NFC')).text,
    answerBy,
    ...contact,
  };
  const input = { type: 'file-request', clientId, reference, answerBy } as const;
  const { event } = await takeTurn(parts, conversation, 'visitor', input, { request });
  if (event?.type !== 'request.filed') throw new RequestError('bad-request', { field: 'clientId' });
  return { seq: event.seq, reference: event.reference, answerBy: event.answerBy };
}

/** The next working day of the real calendar, even while the desk is kept open to try things out. */
function answerDay(parts: ChatParts): string {
  const { hours } = parts.inForce().knowledge;
  const now = parts.clock.now();
  return describeDay(hours, answerBy(hours, now), now);
}

function checkForm(form: FormInput): { email?: string; phone?: string } {
  const email = form.email?.trim() ?? '';
  const phone = form.phone?.trim() ?? '';
  if (form.text.trim() === '') throw new RequestError('bad-request', { field: 'text' });
  if (email === '' && phone === '') throw new RequestError('bad-request', { field: 'email' });
  if (email !== '' && !EMAIL.test(email)) throw new RequestError('bad-request', { field: 'email' });
  if (phone !== '' && !PHONE.test(phone)) throw new RequestError('bad-request', { field: 'phone' });
  return { ...(email === '' ? {} : { email }), ...(phone === '' ? {} : { phone }) };
}

function seqOf(taken: { readonly event: ConversationEvent | undefined }): number {
  return taken.event?.seq ?? 0;
}

/** The visitor's window has shown everything up to `seq`; a number that is not there yet counts as the last one. */
export async function noteRead(parts: ChatParts, conversation: string, seq: number): Promise<void> {
  const found = await parts.store.findConversation(conversation);
  if (found === undefined) throw new RequestError('not-found');
  const shown = Math.min(seq, found.lastSeq);
  if (await parts.store.noteVisitorRead(conversation, shown))
    parts.cluster.publish({ type: 'visitor-read', conversation, seq: shown });
}

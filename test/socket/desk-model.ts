/** What the desk should do, told once more and as simply as can be. Times in UTC ms; the clock is Berlin's. */

export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const GONE_AFTER = 45_000;
const GRACE = 30 * MINUTE;
const QUIET = 10 * MINUTE;
const QUIET_END = 5 * MINUTE;
export const CAPACITY = 2;

export interface ModelChat {
  owner: 'assistant' | 'queue' | 'agent';
  agent: number | undefined;
  /** Words of visitor and agents, in order. */
  said: string[];
  closed: boolean;
  connected: boolean;
  touched: number;
  /** When an agent's unanswered words are followed by a warning, and the warning by the end. */
  warnAt: number | undefined;
  endAt: number | undefined;
  graceAt: number | undefined;
}

export interface ModelAgent {
  connected: boolean;
  seenAt: number;
}

export interface Model {
  now: number;
  startedAt: number;
  readonly chats: ModelChat[];
  readonly agents: ModelAgent[];
}

export const newChat = (now: number): ModelChat => ({
  owner: 'assistant',
  agent: undefined,
  said: [],
  closed: false,
  connected: true,
  touched: now,
  warnAt: undefined,
  endAt: undefined,
  graceAt: undefined,
});

/** Hours that Berlin is ahead, in the months that the test walks through. */
function offset(at: number): number {
  const summer = at < Date.parse('2026-10-25T01:00:00Z') || at >= Date.parse('2027-03-28T01:00:00Z');
  return (summer ? 2 : 1) * 60 * MINUTE;
}

function wall(at: number): Date {
  return new Date(at + offset(at));
}

export function isDeskOpen(at: number): boolean {
  const clock = wall(at);
  const weekday = clock.getUTCDay();
  return weekday > 0 && weekday < 6 && clock.getUTCHours() >= 8 && clock.getUTCHours() < 20;
}

/** 20:00 of the day, whatever the day. */
export function closingOf(at: number): number {
  const clock = wall(at);
  const midnight = Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate());
  return midnight + 20 * 60 * MINUTE - offset(at);
}

/** Five past eight on the next day from Monday to Friday. */
export function nextMorning(at: number): number {
  const clock = wall(at);
  let day = Date.UTC(clock.getUTCFullYear(), clock.getUTCMonth(), clock.getUTCDate()) + DAY;
  while ([0, 6].includes(new Date(day).getUTCDay())) day += DAY;
  const asWinter = day + 8 * 60 * MINUTE + 5 * MINUTE - 60 * MINUTE;
  return day + 8 * 60 * MINUTE + 5 * MINUTE - offset(asWinter);
}

export const chatsOf = (model: Model, agent: number) =>
  model.chats.filter((chat) => chat.owner === 'agent' && chat.agent === agent);

export const someoneThere = (model: Model) =>
  model.agents.some(({ connected, seenAt }) => connected || model.now - seenAt <= GONE_AFTER);

export function toAssistant(chat: ModelChat): void {
  Object.assign(chat, { owner: 'assistant', agent: undefined });
  calm(chat);
  chat.graceAt = undefined;
}

/** Whatever happens in a chat with an agent stops the clock of its silence. */
export function calm(chat: ModelChat): void {
  Object.assign(chat, { warnAt: undefined, endAt: undefined });
}

export function toAgent(model: Model, chat: ModelChat, agent: number): void {
  const closing = isDeskOpen(model.now) ? closingOf(model.now) : model.now;
  Object.assign(chat, { owner: 'agent', agent, graceAt: closing + GRACE });
  calm(chat);
}

export function toQueue(chat: ModelChat): void {
  toAssistant(chat);
  chat.owner = 'queue';
}

export function agentSaid(model: Model, chat: ModelChat): void {
  Object.assign(chat, { warnAt: model.now + QUIET, endAt: undefined });
}

/** The clock moves on and everything due happens. */
export function moveModel(model: Model, ms: number): void {
  model.now += ms;
  for (const agent of model.agents) if (agent.connected) agent.seenAt = model.now;
  for (const chat of model.chats) ring(model, chat);
  for (const chat of model.chats) loseAgent(model, chat);
}

function ring(model: Model, chat: ModelChat): void {
  const { now } = model;
  if (chat.owner === 'queue' && !isDeskOpen(now)) toAssistant(chat);
  if (chat.graceAt !== undefined && chat.graceAt <= now) toAssistant(chat);
  if (chat.endAt !== undefined && chat.endAt <= now) toAssistant(chat);
  if (chat.warnAt !== undefined && chat.warnAt <= now)
    Object.assign(chat, { warnAt: undefined, endAt: now + QUIET_END });
  if (chat.touched + DAY > now) return;
  if (chat.owner === 'assistant') chat.closed = true;
}

function loseAgent(model: Model, chat: ModelChat): void {
  const agent = chat.agent === undefined ? undefined : model.agents[chat.agent];
  if (agent === undefined || model.now - model.startedAt < GONE_AFTER) return;
  if (agent.connected || model.now - agent.seenAt <= GONE_AFTER) return;
  if (isDeskOpen(model.now)) toQueue(chat);
  else toAssistant(chat);
}

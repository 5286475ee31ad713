import { describe, expect, it } from 'vitest';
import type { ConversationStatus } from '../../protocol/conversation.ts';
import { happenings } from '../../widget/happenings.ts';
import { type Input, reduce, type State, startState } from '../../widget/state.ts';

const desk = { open: true, staffed: true, hours: 'immer' };
const status = (more: Partial<ConversationStatus> = {}): ConversationStatus => ({
  owner: 'assistant',
  agentTyping: false,
  closed: false,
  desk,
  ...more,
});
const replied = (seq: number) => ({
  type: 'assistant.message' as const,
  seq,
  at: 0,
  body: [],
  source: { ref: 'article:browser', revision: '1' },
  choices: [],
});

/** A window that has been greeted and answered once. */
const greeted: State = [
  { type: 'line', line: 'up' },
  {
    type: 'synced',
    since: 0,
    known: 0,
    epoch: 'e',
    events: [replied(1), replied(2)],
    more: false,
    status: status(),
  },
].reduce((state, input) => reduce(state, input as Input), startState);

const after = (...inputs: Input[]) => {
  const state = inputs.slice(0, -1).reduce(reduce, greeted);
  return happenings(state, reduce(state, inputs.at(-1)!));
};

describe('what a page hears', () => {
  it('[E4] is that the window opened and closed, and how much is unread', () => {
    expect(after({ type: 'opened' })).toEqual([
      { name: 'open', detail: null },
      { name: 'unread', detail: { unread: 0 } },
    ]);
    expect(after({ type: 'opened' }, { type: 'closed' })).toEqual([{ name: 'close', detail: null }]);
    expect(
      after({ type: 'opened' }, { type: 'closed' }, { type: 'added', event: replied(3) }),
    ).toContainEqual({
      name: 'unread',
      detail: { unread: 1 },
    });
  });

  it('[E4] is by its id that a message of this window was stored, and by its number that a reply came', () => {
    const request = { clientId: 'client-0001', text: 'Meine geheime Frage' };
    const own = { type: 'visitor.message' as const, ...request, masked: false };
    const send: Input = {
      type: 'commanded',
      command: { name: 'message:send', request, label: request.text },
    };
    const stored = after(send, { type: 'added', event: { ...own, seq: 3, at: 0 } });
    expect(stored).toEqual([{ name: 'sent', detail: { id: 'client-0001' } }]);
    expect(after({ type: 'added', event: { ...own, seq: 3, at: 0 } })).toEqual([]);
    const said = {
      type: 'agent.message' as const,
      clientId: 'client-0002',
      text: 'Guten Tag',
      agentName: 'Anna',
    };
    expect(after({ type: 'added', event: { ...said, seq: 3, at: 0 } })).toContainEqual({
      name: 'received',
      detail: { seq: 3, from: 'agent' },
    });
    expect(after({ type: 'added', event: replied(3) })).toContainEqual({
      name: 'received',
      detail: { seq: 3, from: 'assistant' },
    });
  });

  it('[E4] is nothing of what was said before the chat was loaded', () => {
    expect(happenings(startState, greeted).map(({ name }) => name)).toEqual(['unread']);
  });

  it('[E4] is nothing of that on its second page either', () => {
    const pages = [1, 2].map(
      (seq): Input => ({
        ...{ type: 'synced', since: seq - 1, known: seq - 1, epoch: 'e', question: '' },
        ...{ events: [replied(seq)], more: seq === 1, status: status() },
      }),
    );
    const [first, second] = [reduce(startState, pages[0]!), pages.reduce(reduce, startState)];
    expect(happenings(first, second).map(({ name }) => name)).toEqual(['unread']);
  });

  it('[E4] is the way to a human and the end', () => {
    const queued: Input = { type: 'status', status: status({ owner: 'queue', queuePlace: 2 }) };
    expect(after(queued)).toEqual([
      { name: 'handoff', detail: null },
      { name: 'queue', detail: { place: 2 } },
    ]);
    expect(after(queued, { type: 'status', status: status({ owner: 'queue', queuePlace: 1 }) })).toEqual([
      { name: 'queue', detail: { place: 1 } },
    ]);
    expect(after(queued, { type: 'status', status: status({ owner: 'agent', agentName: 'Anna' }) })).toEqual([
      { name: 'agent', detail: null },
    ]);
    expect(after({ type: 'status', status: status({ closed: true }) })).toEqual([
      { name: 'ended', detail: null },
    ]);
  });

  it('[E4] is a refusal by its code, once', () => {
    const request = { clientId: 'client-0001', text: 'x' };
    const send: Input = { type: 'commanded', command: { name: 'message:send', request, label: 'x' } };
    const refused: Input = { type: 'refused', id: 'client-0001', error: { code: 'too-long', ref: 'r' } };
    expect(after(send, refused)).toEqual([{ name: 'error', detail: { code: 'too-long' } }]);
    expect(after(send, refused, { type: 'heartbeat', seq: 1, epoch: 'e' })).toEqual([]);
  });
});

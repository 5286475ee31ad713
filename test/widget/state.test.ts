import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Input,
  lastSeq,
  needsSync,
  reduce,
  type State,
  startState,
  unread,
} from '../../widget/state.ts';
import { after, conversation, page, reply, said, send, status } from './samples.ts';

const four = conversation(reply('Guten Tag'), said('Hallo'), reply('Ja?'), said('Punkte'));
const added = (index: number): Input => ({ type: 'added', event: four[index]! });

describe('keeping in step with the server', () => {
  it('takes the event that comes next', () => {
    const state = after(page(four.slice(0, 2)), added(2));
    expect(state.events).toEqual(four.slice(0, 3));
    expect(needsSync(state)).toBe(false);
  });

  it('wants a sync when an event is missing, and does not show what comes after the gap', () => {
    const state = after(page(four.slice(0, 2)), added(3));
    expect(state.events).toEqual(four.slice(0, 2));
    expect(needsSync(state)).toBe(true);
    expect(reduce(state, page(four, 2)).events).toEqual(four);
  });

  it('ignores an event that it has', () => {
    const state = after(page(four.slice(0, 3)), added(1), added(2), added(2));
    expect(state.events).toEqual(four.slice(0, 3));
    expect(needsSync(state)).toBe(false);
  });

  it('wants a sync when the heartbeat is ahead', () => {
    const state = after(page(four.slice(0, 3)), { type: 'heartbeat', seq: 4, epoch: 'e1' });
    expect(needsSync(state)).toBe(true);
  });

  it('asks on while there is more', () => {
    const state = after(page(four.slice(0, 2), 0, { more: true }));
    expect(needsSync(state)).toBe(true);
    expect(needsSync(reduce(state, page(four, 2)))).toBe(false);
  });

  it('asks again when something was told while the page was on its way', () => {
    const joined = after(page(four.slice(0, 2)), { type: 'heartbeat', seq: 3, epoch: 'e1' });
    const told = reduce(joined, added(3));
    const late = reduce(told, { ...page(four.slice(0, 3), 2), known: 3 } as Input);
    expect(lastSeq(late)).toBe(3);
    expect(needsSync(late)).toBe(true);
  });

  it('stops asking for what a sync shows does not exist', () => {
    const state = after(page(four), { type: 'reached', seq: 9 });
    expect(needsSync(state)).toBe(true);
    expect(needsSync(reduce(state, { ...page(four, 4), known: 9 } as Input))).toBe(false);
  });

  it('wants to join again after the line was away', () => {
    const state = after(page(four), { type: 'line', line: 'down' }, { type: 'line', line: 'up' });
    expect(needsSync(state)).toBe(true);
    expect(state.events).toEqual(four);
  });

  it('ends with the server’s events, whatever was lost, doubled or late', () => {
    const hint = fc.record({ index: fc.nat(11), sync: fc.boolean(), lineLost: fc.boolean() });
    const events = conversation(...Array.from({ length: 12 }, (_, index) => said(`${index}`)));
    fc.assert(
      fc.property(fc.array(hint, { maxLength: 40 }), (hints) => {
        let state: State = startState;
        let most = 0;
        for (const { index, sync, lineLost } of hints) {
          most = Math.max(most, index + 1);
          if (lineLost) state = reduce(state, { type: 'line', line: 'down' });
          state = reduce(state, { type: 'added', event: events[index]! });
          if (sync) state = reduce(state, pageUpTo(events, most, state));
          expect(state.events).toEqual(events.slice(0, lastSeq(state)));
        }
        for (let rounds = 0; needsSync(state) && rounds < 20; rounds++)
          state = reduce(state, pageUpTo(events, most, state));
        expect(needsSync(state)).toBe(false);
        expect(state.events).toEqual(events.slice(0, most));
      }),
    );
  });
});

/** What the server answers when `most` events exist; at most five a page. */
function pageUpTo(events: ReturnType<typeof conversation>, most: number, state: State): Input {
  const since = lastSeq(state);
  const found = events.slice(since, Math.min(most, since + 5));
  const more = since + 5 < most;
  return {
    type: 'synced',
    since,
    known: state.known,
    epoch: 'e1',
    events: found,
    more,
    status,
    question: '',
  };
}

describe('a database that was restored', () => {
  it('forgets what it holds at a heartbeat of another epoch, and keeps what was not stored', () => {
    const state = after(
      page(four),
      { type: 'commanded', command: send('neu') },
      { type: 'heartbeat', seq: 2, epoch: 'e2' },
    );
    expect(state.events).toEqual([]);
    expect(state.outbox).toHaveLength(1);
    expect(needsSync(state)).toBe(true);
  });

  it('drops a page that continues another past, and takes one from the beginning', () => {
    const state = after(page(four.slice(0, 2)), { ...page(four, 2), epoch: 'e2' } as Input);
    expect(state.events).toEqual([]);
    expect(needsSync(state)).toBe(true);
    const whole = reduce(state, { ...page(four.slice(0, 1)), epoch: 'e2' } as Input);
    expect(whole.events).toEqual(four.slice(0, 1));
    expect(needsSync(whole)).toBe(false);
  });
});

describe('what the visitor does', () => {
  it('keeps a message on its way until its event is there', () => {
    const sent = after(page(four), { type: 'commanded', command: send('Danke') });
    const stored = reduce(sent, { type: 'acknowledged', id: 'id-Danke' });
    expect(stored.outbox.map((entry) => entry.state)).toEqual(['stored']);
    const event = { ...said('Danke'), seq: 5, at: 0 };
    expect(reduce(stored, { type: 'added', event }).outbox).toEqual([]);
  });

  it('shows a refused button press as trouble, until something else is done', () => {
    const state = after(
      { type: 'commanded', command: { name: 'handoff:request', request: { clientId: 'c1' } } },
      { type: 'refused', id: 'c1', error: { code: 'closed', ref: 'r' } },
    );
    expect(state.outbox).toEqual([]);
    expect(state.trouble?.code).toBe('closed');
    expect(reduce(state, { type: 'commanded', command: send('x') }).trouble).toBeUndefined();
  });

  it('takes typed words along into a new conversation, but not choices of the old one', () => {
    const state = after(
      page(four),
      { type: 'commanded', command: send('Wichtig') },
      {
        type: 'commanded',
        command: {
          name: 'message:send',
          request: { clientId: 'c2', choice: { seq: 1, id: 'topic:app' } },
          label: 'App',
        },
      },
      { type: 'begun-anew', lost: true },
    );
    expect(state.outbox.map((entry) => entry.label)).toEqual(['Wichtig']);
    expect(state.events).toEqual([]);
    expect(state.anew).toBe(true);
    expect(state.line).toBe('connecting');
  });
});

describe('unread replies', () => {
  it('counts replies that came while the window was closed, not what the visitor wrote elsewhere', () => {
    const state = after(page(four.slice(0, 1)), { type: 'opened' }, { type: 'closed' }, page(four, 1));
    expect(unread(state)).toBe(1);
    expect(unread(reduce(state, { type: 'opened' }))).toBe(0);
  });

  it('leave out the greeting, which may come to a window that was closed again at once', () => {
    expect(unread(after({ type: 'opened' }, { type: 'closed' }, page(four)))).toBe(1);
  });

  it('takes over what another tab has shown', () => {
    expect(unread(after(page(four), { type: 'read', seq: 4 }))).toBe(0);
  });

  it('shows that the agent stopped typing when the message is there', () => {
    const typing = after(
      page(four, 0, { status: { ...status, owner: 'agent', agentTyping: true } } as Partial<Input>),
    );
    const event = {
      type: 'agent.message',
      clientId: 'a1',
      text: 'Ja',
      agentName: 'Anna',
      seq: 5,
      at: 0,
    } as const;
    expect(reduce(typing, { type: 'added', event }).status?.agentTyping).toBe(false);
  });

  it('keeps saying why the server lets the visitor in no more, whatever is written', () => {
    const error = { code: 'blocked', ref: '' } as const;
    const kept = { type: 'kept-out', error } as const;
    const write: Input = { type: 'commanded', command: send('Hallo') };
    expect(after(page(four), kept, { type: 'line', line: 'stopped' }, write).trouble).toBe(error);
    expect(after(page(four), kept, write).trouble).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { findSelection, knownSeq, offeredToMe, standing, unread } from '../../console/selectors.ts';
import type { Action } from '../../console/state.ts';
import { startState } from '../../console/state.ts';
import { after, agentSays, chat, inbox, note, page, request, says, signedIn, TEN } from './samples.ts';

const got = (seq: number, more: Parameters<typeof inbox>[1]): Action => ({
  type: 'inbox',
  inbox: inbox(seq, more),
  receivedAt: TEN,
});
const selected = (one = chat('c1')): Action => ({ type: 'select', selection: { kind: 'chat', chat: one } });

describe('a conversation that was deleted', () => {
  it('leaves nothing, and whoever had it open is told', () => {
    const begun = [signedIn(), got(1, { mine: [chat('c1'), chat('c2')] }), selected(chat('c1'))];
    const outgoing = { clientId: 'x', conversation: 'c1', text: 'Hallo', state: 'waiting' } as const;
    const state = after([
      ...begun,
      { type: 'page', conversation: 'c1', page: page([says(1)]) },
      { type: 'outbox', change: () => [outgoing] },
      { type: 'event', conversation: 'c1', event: says(2) },
      { type: 'erased', conversation: 'c1' },
    ]);
    expect(state.threads).toEqual({});
    expect(state.outbox).toEqual([]);
    expect(state.selection).toBeUndefined();
    expect(state.notice?.text).toBe('Das Gespräch wurde gelöscht.');
    expect(state.announcement).toBeUndefined();
    const other = after([...begun, { type: 'erased', conversation: 'c2' }]);
    expect(other.selection).toBeDefined();
    expect(other.notice).toBeUndefined();
  });

  it('leaves no words either at a console that hears only that it may not read on', () => {
    const state = after([
      signedIn(),
      got(1, { mine: [chat('c1')] }),
      selected(),
      { type: 'page', conversation: 'c1', page: page([says(1)]) },
      { type: 'withdrawn', conversation: 'c1' },
    ]);
    expect(state.threads.c1).toMatchObject({ events: [], withdrawn: true });
  });
});

describe('the line', () => {
  it('is lost, not young, when it connects again', () => {
    expect(after([{ type: 'line', line: 'connecting' }]).line).toBe('connecting');
    const again = after([
      { type: 'line', line: 'up' },
      { type: 'line', line: 'connecting' },
    ]);
    expect(again.line).toBe('down');
  });
});

describe('the inbox', () => {
  it('replaces the former one and says how far the clocks are apart', () => {
    const state = after([signedIn(), got(1, { waiting: [chat('c1')] }), got(2, {})]);
    expect(state.inbox?.waiting).toEqual([]);
    expect(state.skew).toBe(2_000);
  });

  it('is not overtaken by an older answer, but by a restored database', () => {
    const newest = [signedIn(), got(9, { waiting: [chat('c1')] })];
    expect(after([...newest, got(8, {})]).inbox?.seq).toBe(9);
    const restored = after([...newest, got(2, { now: TEN + 60_000 })]);
    expect(restored.inbox?.seq).toBe(2);
  });

  it('announces who has begun to wait, and nobody twice', () => {
    const first = after([signedIn(), got(1, { waiting: [chat('c1')] })]);
    expect(first.announcement?.of).toEqual({ type: 'waiting', question: 'Frage c1' });
    const same = after([got(2, { waiting: [chat('c1')] })], first);
    expect(same.announcement).toBe(first.announcement);
    const another = after([got(3, { waiting: [chat('c1'), chat('c2')] })], same);
    expect(another.announcement).toMatchObject({ number: 2, of: { question: 'Frage c2' } });
  });

  it('keeps what is open up to date, and readable when it has left the lists', () => {
    const open = [signedIn(), got(1, { waiting: [chat('c1')] }), selected()];
    const mine = after([...open, got(2, { mine: [chat('c1', { epoch: 2, status: 'active' })] })]);
    expect(mine.selection).toMatchObject({ chat: { epoch: 2 } });
    expect(standing(mine)).toBe('mine');
    const gone = after([got(3, {})], mine);
    expect(gone.selection).toMatchObject({ chat: { conversation: 'c1', epoch: 2 } });
    expect(standing(gone)).toBe('elsewhere');
  });

  it('follows a request as it is taken', () => {
    const open: Action[] = [
      signedIn(),
      got(1, { requests: [request('r1')] }),
      { type: 'select', selection: { kind: 'request', request: request('r1') } },
    ];
    const taken = after([...open, got(2, { requests: [request('r1', { status: 'taken', agent: 'a1' })] })]);
    expect(taken.selection).toMatchObject({ request: { status: 'taken' } });
  });

  it('lets go of conversations that are neither listed nor open', () => {
    const read = (conversation: string): Action => ({ type: 'page', conversation, page: page([says(1)]) });
    const state = after([
      signedIn(),
      selected(),
      read('c1'),
      read('c2'),
      read('c3'),
      got(1, { mine: [chat('c2')] }),
    ]);
    expect(Object.keys(state.threads)).toEqual(['c1', 'c2']);
  });
});

describe('an offer', () => {
  const mine = chat('c1', { status: 'offered', agent: 'a1', offeredUntil: TEN + 30_000 });
  const sooner = chat('c2', { status: 'offered', agent: 'a1', offeredUntil: TEN + 10_000 });
  const others = chat('c3', { status: 'offered', agent: 'b2', agentName: 'Herr Roth' });

  it('is for the agent whom it names, the one with the least time first', () => {
    const list = inbox(1, { waiting: [mine, others, sooner, chat('c4')] });
    expect(offeredToMe(list).map(({ conversation }) => conversation)).toEqual(['c2', 'c1']);
    const open = (one: typeof mine) => standing(after([signedIn(), got(1, list), selected(one)]));
    expect(open(mine)).toBe('offered');
    expect(open(others)).toBe('elsewhere');
  });

  it('is announced before anybody who waits, and again when it comes back', () => {
    const state = after([signedIn(), got(1, { waiting: [chat('c4'), mine] })]);
    expect(state.announcement?.of).toEqual({ type: 'offered', question: 'Frage c1' });
    const same = after([got(2, { waiting: [chat('c4'), mine] })], state);
    expect(same.announcement).toBe(state.announcement);
    const again = after([got(3, { waiting: [{ ...mine, epoch: 4 }] })], same);
    expect(again.announcement).toMatchObject({ number: 2, of: { type: 'offered' } });
  });
});

describe('what a supervisor sees', () => {
  it('follows a colleague’s chat, which stays the colleague’s', () => {
    const active = [chat('c1', { status: 'active', agent: 'b2', agentName: 'Herr Roth' })];
    const state = after([signedIn(), got(1, { active })]);
    expect(findSelection(state.inbox ?? inbox(1), 'c1')).toMatchObject({ kind: 'chat' });
    expect(standing(after([selected(active[0])], state))).toBe('elsewhere');
  });
});

describe('what stands beside a conversation', () => {
  const open = [
    signedIn(),
    got(1, { mine: [chat('c1')] }),
    selected(),
    { type: 'page', conversation: 'c1', page: page([says(1)]) },
  ] satisfies Action[];
  const thread = (...actions: Action[]) => after([...open, ...actions]).threads.c1;

  it('takes a note once, whether it is told or read first', () => {
    const told: Action = { type: 'note', conversation: 'c1', note: note('n1') };
    expect(thread(told, told)?.notes).toHaveLength(1);
    const read: Action = { type: 'page', conversation: 'c1', page: page([], { notes: [note('n1')] }) };
    expect(thread(told, read, told)?.notes).toHaveLength(1);
  });

  it('[T3] names who else looks at it', () => {
    const viewers = [{ id: 'b2', name: 'Herr Roth' }];
    expect(thread({ type: 'viewers', conversation: 'c1', viewers })?.viewers).toEqual(viewers);
  });

  it('knows up to where the visitor has read, and never less than before', () => {
    const upTo = (seq: number): Action => ({ type: 'visitor-read', conversation: 'c1', seq });
    expect(thread(upTo(4), upTo(2))?.visitorRead).toBe(4);
  });

  it('suggests the last article that was found, or none', () => {
    const article = { id: 'a', title: 'A', topic: 'portal', text: 'So geht es.', revision: 'r1' };
    const found: Action = { type: 'suggestion', conversation: 'c1', article };
    expect(thread(found)?.suggestion).toEqual(article);
    expect(thread(found, { ...found, article: undefined })).not.toHaveProperty('suggestion');
  });

  it('is nothing for a conversation that is not known here', () => {
    const state = after([...open, { type: 'note', conversation: 'c9', note: note('n1') }]);
    expect(state.threads).not.toHaveProperty('c9');
  });

  it('keeps an earlier conversation that is being read while the lists change', () => {
    const earlier = [{ conversation: 'c0', at: TEN, question: 'Damals' }];
    const state = after([
      ...open,
      { type: 'page', conversation: 'c1', page: page([], { earlier }) },
      { type: 'page', conversation: 'c0', page: page([says(1)]) },
      got(2, { mine: [chat('c1')] }),
    ]);
    expect(knownSeq(state, 'c0')).toBe(1);
  });
});

describe('a conversation', () => {
  const open = [signedIn(), got(1, { mine: [chat('c1', { lastSeq: 3, unread: 2 })] }), selected()];

  it('takes the next event and leaves a gap to the next sync', () => {
    const known: Action[] = [...open, { type: 'page', conversation: 'c1', page: page([says(1)]) }];
    const next = after([...known, { type: 'event', conversation: 'c1', event: says(2) }]);
    expect(knownSeq(next, 'c1')).toBe(2);
    expect(knownSeq(after([...known, { type: 'event', conversation: 'c1', event: says(3) }]), 'c1')).toBe(1);
  });

  it('speaks the visitor’s words while it is open, not its whole past', () => {
    const read = after([...open, { type: 'page', conversation: 'c1', page: page([says(1)]) }]);
    expect(read.announcement).toBeUndefined();
    const heard = after([{ type: 'event', conversation: 'c1', event: says(2, 'Hallo?') }], read);
    expect(heard.announcement?.of).toEqual({ type: 'message', text: 'Hallo?' });
  });

  it('counts as unread what the inbox says, until the page has shown it', () => {
    const state = after(open);
    const [own] = state.inbox?.mine ?? [];
    expect(unread(state, own!)).toBe(2);
    expect(unread(after([{ type: 'read', conversation: 'c1', seq: 3 }], state), own!)).toBe(0);
    expect(unread(after([{ type: 'read', conversation: 'c1', seq: 2 }], state), own!)).toBe(2);
  });

  it('takes an own message out of the outbox when its event is there', () => {
    const waiting = [{ clientId: 'm1', conversation: 'c1', text: 'Guten Tag', state: 'waiting' as const }];
    const sent: Action[] = [...open, { type: 'outbox', change: () => waiting }];
    const live = after([
      ...sent,
      { type: 'page', conversation: 'c1', page: page([says(1)]) },
      { type: 'event', conversation: 'c1', event: agentSays(2, 'm1') },
    ]);
    expect(live.outbox).toEqual([]);
    const synced = after([
      ...sent,
      { type: 'page', conversation: 'c1', page: page([says(1), agentSays(2, 'm1')]) },
    ]);
    expect(synced.outbox).toEqual([]);
  });
});

describe('the session', () => {
  const worked: Action[] = [
    signedIn(),
    got(1, { mine: [chat('c1')] }),
    selected(),
    {
      type: 'outbox',
      change: () => [{ clientId: 'm1', conversation: 'c1', text: 'Hallo', state: 'waiting' }],
    },
  ];

  it('keeps the desk when it runs out and the same person comes back', () => {
    const back = after([
      ...worked,
      { type: 'session', session: { phase: 'signed-out', expired: true } },
      signedIn(),
    ]);
    expect(back.outbox).toHaveLength(1);
    expect(back.selection).toBeDefined();
  });

  it('leaves nothing to another person, nor after signing out', () => {
    const expired: Action = { type: 'session', session: { phase: 'signed-out', expired: true } };
    expect(after([...worked, expired, signedIn('a2')])).toMatchObject({ outbox: [], threads: {} });
    const out = after([...worked, { type: 'session', session: { phase: 'signed-out', expired: false } }]);
    expect(out).toEqual({ ...startState, session: { phase: 'signed-out', expired: false } });
  });
});

describe('an attempt', () => {
  it('is busy, then refused with a sentence, then forgotten when granted', () => {
    const what = 'accept:h1:1';
    const asked = after([{ type: 'asked', what }]);
    expect(asked.attempts[what]).toEqual({ busy: true });
    const refused = after([{ type: 'refused', what, problem: 'Zu viele Chats.' }], asked);
    expect(refused.attempts[what]).toEqual({ busy: false, problem: 'Zu viele Chats.' });
    expect(after([{ type: 'granted', what }], refused).attempts).toEqual({});
  });
});

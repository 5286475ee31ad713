import { expect, it } from 'vitest';
import { startState } from '../../../server/dialogue/state.ts';
import {
  allEvents,
  assistantSays,
  begin,
  callAgent,
  command,
  countTo,
  load,
  MINUTE,
  NOW,
  type Subject,
  save,
  seqs,
  visitorSays,
} from '../support.ts';

export function conversationCases(given: () => Subject): void {
  it('begins with its first events, numbered from 1 (2)', async () => {
    const { store } = given();
    const events = await store.createConversation({
      id: 'c',
      tokenHash: 'hash',
      at: NOW,
      state: startState,
      events: [assistantSays('Guten Tag.'), assistantSays('Was möchten Sie wissen?')],
      alarms: [],
    });
    expect(seqs(events)).toEqual([1, 2]);
    expect(await allEvents(store, 'c')).toEqual(events);
    expect(await load(store, 'c')).toEqual({
      id: 'c',
      version: 1,
      lastSeq: 2,
      state: startState,
      createdAt: NOW,
      touchedAt: NOW,
    });
    expect(await store.lastSeq('c')).toBe(2);
    expect(await store.lastSeq('d')).toBeUndefined();
  });

  it('is found by the hash of its token and by nothing else', async () => {
    const { store } = given();
    await begin(store, 'c');
    expect((await store.findConversationByToken('token-of-c'))?.id).toBe('c');
    expect(await store.findConversationByToken('c')).toBeUndefined();
    expect(await store.findConversation('token-of-c')).toBeUndefined();
  });

  it('rejects an id or a token that is in use, and keeps the first', async () => {
    const { store } = given();
    await begin(store, 'c', [visitorSays('zuerst')]);
    await expect(begin(store, 'c')).rejects.toThrow();
    const sameToken = {
      id: 'd',
      tokenHash: 'token-of-c',
      at: NOW,
      state: startState,
      events: [],
      alarms: [],
    };
    await expect(store.createConversation(sameToken)).rejects.toThrow();
    expect((await load(store, 'c')).lastSeq).toBe(1);
    expect(await store.findConversation('d')).toBeUndefined();
  });

  it('counts on without a gap over turns of several events and turns of none (2)', async () => {
    const { store } = given();
    await begin(store, 'c', [assistantSays('Guten Tag.')]);
    await command(store, 'c', 'visitor', 'client-0001', visitorSays('Frage'), assistantSays('Antwort'));
    await save(store, 'c', {});
    const third = await command(store, 'c', 'visitor', 'client-0002', visitorSays('Danke'));
    expect(third).toMatchObject({ kind: 'saved', events: [{ seq: 4 }] });
    expect(seqs(await allEvents(store, 'c'))).toEqual(countTo(4));
    expect((await load(store, 'c')).lastSeq).toBe(4);
  });

  it('returns the saved events exactly as they are read again (1)', async () => {
    const { store } = given();
    await begin(store, 'c');
    const saved = await command(
      store,
      'c',
      'visitor',
      'client-0001',
      visitorSays('Frage'),
      assistantSays('Ja'),
    );
    expect(saved).toEqual({ kind: 'saved', events: await allEvents(store, 'c') });
  });

  it('raises the version by every turn and notes when it was', async () => {
    const { store } = given();
    await begin(store, 'c');
    await save(store, 'c', { at: NOW + MINUTE });
    expect(await load(store, 'c')).toMatchObject({ version: 2, createdAt: NOW, touchedAt: NOW + MINUTE });
  });

  it('keeps the whole state of the dialogue', async () => {
    const { store } = given();
    await begin(store, 'c');
    const state = {
      owner: 'agent' as const,
      misses: 2,
      shown: ['browser', 'app'],
      question: 'Läuft es mit Safari?',
      agent: { id: 'a', name: 'Anna' },
      closed: true,
    };
    await save(store, 'c', { state });
    expect((await load(store, 'c')).state).toEqual(expect.objectContaining(state));
  });

  it('answers a turn for an older version with a conflict and changes nothing', async () => {
    const { store } = given();
    await begin(store, 'c');
    await command(store, 'c', 'visitor', 'client-0001', visitorSays('eins'));
    const before = await load(store, 'c');
    const late = { command: { sender: 'visitor', clientId: 'client-0002' }, events: [visitorSays('zwei')] };
    expect(await save(store, 'c', { ...late, expectedVersion: 1 })).toEqual({ kind: 'conflict' });
    expect(await load(store, 'c')).toEqual(before);
    expect(await store.findCommand('c', 'visitor', 'client-0002')).toBeUndefined();
  });

  it('answers a turn for a newer version, or for no conversation, with a conflict', async () => {
    const { store } = given();
    await begin(store, 'c');
    expect(await save(store, 'c', { expectedVersion: 2 })).toEqual({ kind: 'conflict' });
    expect(await save(store, 'c', { conversation: 'missing' })).toEqual({ kind: 'conflict' });
  });

  it('lets one of several turns for the same version through (2)', async () => {
    const { store } = given();
    await begin(store, 'c');
    const kinds = await Promise.all(
      countTo(8).map(async (n) => {
        const clientId = `client-000${n}`;
        const keyed = { command: { sender: 'visitor', clientId }, events: [visitorSays(`${n}`, clientId)] };
        return save(store, 'c', { ...keyed, expectedVersion: 1 });
      }),
    );
    expect(kinds.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    expect(kinds.filter(({ kind }) => kind === 'conflict')).toHaveLength(7);
    expect(seqs(await allEvents(store, 'c'))).toEqual([1]);
  });

  it('does not let one conversation’s conflict disturb another’s turn (1)', async () => {
    const { store } = given();
    await begin(store, 'c');
    await begin(store, 'd');
    const [lost, saved] = await Promise.all([
      save(store, 'c', { expectedVersion: 9, events: [visitorSays('verloren')] }),
      save(store, 'd', { events: [visitorSays('bleibt')] }),
    ]);
    expect([lost.kind, saved.kind]).toEqual(['conflict', 'saved']);
    expect(await allEvents(store, 'c')).toEqual([]);
    expect(await allEvents(store, 'd')).toHaveLength(1);
  });

  it('does not let one turn’s failure disturb its neighbours (1)', async () => {
    const { store } = given();
    for (const id of ['a', 'b', 'c']) await begin(store, id);
    const unkeyed = { command: { sender: 'visitor', clientId: 'client-0001' }, events: [] };
    const outcomes = await Promise.allSettled([
      save(store, 'a', { events: [visitorSays('eins')] }),
      save(store, 'b', unkeyed),
      save(store, 'c', { events: [visitorSays('drei')] }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await load(store, 'b')).version).toBe(1);
    expect(await allEvents(store, 'c')).toHaveLength(1);
  });

  it('returns the first result to a command that comes again, whatever it brings (3)', async () => {
    const { store } = given();
    await begin(store, 'c');
    const first = await command(
      store,
      'c',
      'visitor',
      'client-0001',
      visitorSays('Frage'),
      assistantSays('Ja'),
    );
    const again = await command(store, 'c', 'visitor', 'client-0001', visitorSays('anders'));
    if (first.kind !== 'saved') throw new Error('The first command was not saved.');
    expect(again).toEqual({ kind: 'repeated', event: first.events[0] });
    expect(await allEvents(store, 'c')).toEqual(first.events);
    expect((await load(store, 'c')).version).toBe(2);
  });

  it('returns the first result also to a repetition that was made for an old version (3)', async () => {
    const { store } = given();
    await begin(store, 'c');
    const keyed = {
      expectedVersion: 1,
      command: { sender: 'visitor', clientId: 'client-0001' },
      events: [visitorSays('Frage')],
    };
    const [first, second] = await Promise.all([save(store, 'c', keyed), save(store, 'c', keyed)]);
    expect([first.kind, second.kind].sort()).toEqual(['repeated', 'saved']);
    expect(await allEvents(store, 'c')).toHaveLength(1);
  });

  it('tells commands apart by conversation and by sender (3)', async () => {
    const { store } = given();
    await begin(store, 'c');
    await begin(store, 'd');
    await command(store, 'c', 'visitor', 'client-0001', visitorSays('eins'));
    expect((await command(store, 'd', 'visitor', 'client-0001', visitorSays('zwei'))).kind).toBe('saved');
    expect((await command(store, 'c', 'agent-1', 'client-0001', visitorSays('drei'))).kind).toBe('saved');
  });

  it('finds a command’s event, and only its first (3)', async () => {
    const { store } = given();
    await begin(store, 'c');
    expect(await store.findCommand('c', 'visitor', 'client-0001')).toBeUndefined();
    await command(store, 'c', 'visitor', 'client-0001', visitorSays('Frage'), assistantSays('Antwort'));
    expect(await store.findCommand('c', 'visitor', 'client-0001')).toMatchObject({ seq: 1, text: 'Frage' });
    expect(await store.findCommand('c', 'agent-1', 'client-0001')).toBeUndefined();
  });

  it('rejects a command without an event to carry its key', async () => {
    const { store } = given();
    await begin(store, 'c');
    await expect(command(store, 'c', 'visitor', 'client-0001')).rejects.toThrow(/client-0001/);
    expect((await load(store, 'c')).version).toBe(1);
  });

  it('lists events after a seq, in order, in pages', async () => {
    const { store } = given();
    await begin(
      store,
      'c',
      countTo(7).map((n) => visitorSays(`${n}`)),
    );
    expect(seqs(await store.listEvents('c', 0, 3))).toEqual([1, 2, 3]);
    expect(seqs(await store.listEvents('c', 3, 3))).toEqual([4, 5, 6]);
    expect(seqs(await store.listEvents('c', 6, 3))).toEqual([7]);
    expect(await store.listEvents('c', 7, 3)).toEqual([]);
    expect(await store.listEvents('missing', 0, 3)).toEqual([]);
  });

  it('keeps every kind of event as it was', async () => {
    const { store } = given();
    const clientId = 'client-0001';
    await begin(store, 'c');
    const bodies = [
      { ...visitorSays('Knopf'), choice: 'article:browser' },
      {
        ...assistantSays('Antwort'),
        body: [
          {
            type: 'list',
            ordered: true,
            items: [[{ type: 'link', href: 'https://example.org', children: [] }]],
          },
        ],
        choices: [{ id: 'human', label: 'Mit Mensch sprechen' }],
      },
      { type: 'agent.message', clientId, text: 'Guten Tag', agentName: 'Anna' },
      { type: 'owner.changed', owner: 'agent', reason: 'accepted', agentName: 'Anna', clientId },
      { type: 'answer.rated', clientId, answer: 2, helpful: null },
      { type: 'chat.rated', clientId, stars: 5 },
      { type: 'request.filed', clientId, reference: 'A-1', answerBy: 'Mittwoch' },
      { type: 'conversation.closed', reason: 'idle' },
    ] as Parameters<typeof command>[4][];
    await save(store, 'c', { events: bodies });
    const numbered = bodies.map((body, index) => ({ ...body, seq: index + 1, at: NOW }));
    expect(await allEvents(store, 'c')).toEqual(numbered);
  });

  it('keeps what the page says about the visitor, the last word only, and no turn minds', async () => {
    const { store } = given();
    await begin(store, 'c', [visitorSays('Hallo')]);
    expect(await load(store, 'c')).not.toHaveProperty('visitor');
    const { version } = await load(store, 'c');
    await store.describeVisitor('c', { name: 'Erika Müller', data: { Vertrag: 'A1' } });
    const page = { url: 'https://portal.example/app', title: 'App' };
    await store.describeVisitor('c', { email: 'e@portal.example', page, language: 'en' });
    const claims = { email: 'e@portal.example', page, language: 'en' };
    expect(await load(store, 'c')).toMatchObject({ version, lastSeq: 1, visitor: { claims } });
    await given().reopen();
    await save(given().store, 'c', { events: [visitorSays('Und nun?', 'client-0002')] });
    expect((await load(given().store, 'c')).visitor).toEqual({ claims });
  });

  it('raises the inbox when a visitor in it is described anew, and only then (7)', async () => {
    const { store } = given();
    await begin(store, 'c');
    await begin(store, 'other');
    expect(await store.describeVisitor('c', { name: 'Erika' })).toBeUndefined();
    await callAgent(store, 'c');
    const before = await store.inboxSeq();
    expect(await store.describeVisitor('c', { name: 'Erika' })).toBeUndefined();
    expect(await store.describeVisitor('other', { name: 'Erika' })).toBeUndefined();
    expect(await store.describeVisitor('nobody', { name: 'Erika' })).toBeUndefined();
    expect(await store.inboxSeq()).toBe(before);
    expect(await store.describeVisitor('c', { name: 'Max' })).toBe(before + 1);
    expect(await store.inboxSeq()).toBe(before + 1);
  });
}

import { expect, it } from 'vitest';
import type { Due, NewAudit, Store } from '../../../server/store/store.ts';
import {
  accept,
  agentSays,
  begin,
  callAgent,
  command,
  load,
  MINUTE,
  NOW,
  request,
  type Subject,
  save,
  signUp,
  visitorSays,
} from '../support.ts';

const erased = (conversation: string): NewAudit => ({
  id: `audit-${conversation}`,
  at: NOW,
  action: 'erase',
  conversation,
});

/** Nothing is due but what the test names. */
const due = (more: Partial<Due>): Due => ({
  now: 0,
  abandoned: 0,
  conversations: 0,
  requests: 0,
  gaps: 0,
  audit: 0,
  usageBefore: '2000-01-03',
  ...more,
});

/** Everything that a conversation can leave behind. */
async function fill(store: Store, id: string): Promise<void> {
  await begin(store, id);
  await command(store, id, 'visitor', `first-of-${id}`, visitorSays('Hilfe', `first-of-${id}`));
  await callAgent(store, id);
  await accept(store, id, 'anna');
  const note = { id: `note-${id}`, conversation: id, agent: 'anna', clientId: `note-${id}`, at: NOW };
  await save(store, id, {
    events: [visitorSays('•••')],
    original: 'sealed',
    request: request(`request-${id}`),
    note: { ...note, kind: 'note', text: 'Notiz' },
    block: { id: `block-${id}`, agent: 'anna', until: NOW + MINUTE },
    gap: { id: `gap-${id}`, kind: 'unanswered', question: 'Hilfe', revision: 'r' },
    alarms: { set: [{ kind: 'idle', dueAt: NOW + MINUTE }], drop: [] },
  });
  await store.markRead('anna', id, 1);
  await store.noteVisitorRead(id, 1);
  await store.proveVisitor(id, { subject: `subject-${id}` }, NOW);
}

export function privacyCases(given: () => Subject): void {
  it('delete a conversation with all that stems from it, and nothing of another', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await fill(store, 'gone');
    await fill(store, 'stays');
    const seq = await store.inboxSeq();
    expect(await store.eraseConversation('gone', erased('gone'))).toBe('erased');
    expect(await store.findConversation('gone')).toBeUndefined();
    expect(await store.listEvents('gone', 0, 10)).toEqual([]);
    expect(await store.readFile('gone')).toBeUndefined();
    expect(await store.findOriginal('gone', 2)).toBeUndefined();
    expect(await store.listNotes('gone')).toEqual([]);
    expect(await store.findIdentity('gone')).toBeUndefined();
    expect((await store.listGaps(0, 9)).map(({ conversation }) => conversation)).toEqual(['stays']);
    expect((await store.listRequests(0)).map(({ conversation }) => conversation)).toEqual(['stays']);
    expect((await store.listBlocks(NOW)).map(({ conversation }) => conversation)).toEqual(['stays']);
    expect((await store.dueAlarms(NOW + MINUTE, 9)).map(({ conversation }) => conversation)).toEqual([
      'stays',
    ]);
    expect((await store.listChats('anna')).mine.map(({ conversation }) => conversation)).toEqual(['stays']);
    expect((await load(store, 'stays')).lastSeq).toBe(2);
    expect(await store.inboxSeq()).toBeGreaterThan(seq);
    expect((await store.listAgents())[0]?.active).toBe(1);
    expect(await store.eraseConversation('gone', { ...erased('gone'), id: 'again' })).toBe('unknown');
    expect(await store.listAudit(undefined, 9)).toEqual([{ ...erased('gone'), byVisitor: false }]);
    expect(await store.scrub()).toBe(true);
  });

  it('keep what a supervisor holds, until it is let go of', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'held');
    await save(store, 'held', { request: request('done') });
    await store.takeRequest('done', 'anna', NOW);
    await store.finishRequest('done', 'anna', NOW);
    await save(store, 'held', { gap: { id: 'g', kind: 'unanswered', question: 'Hilfe', revision: 'r' } });
    const hold = { ...erased('held'), action: 'hold' as const, agent: 'anna' };
    expect(await store.setHold('held', true, hold)).toBe(true);
    expect(await store.setHold('held', true, { ...hold, id: 'twice' })).toBe(false);
    expect(await store.eraseConversation('held', { ...erased('held'), id: 'x' })).toBe('held');
    const all = due({ now: NOW, abandoned: NOW, conversations: NOW });
    expect(await store.eraseDue(all, undefined, 9)).toEqual({ erased: [] });
    expect(await store.isHeld('held')).toBe(true);
    expect(await store.eraseDueRows(due({ requests: NOW, gaps: NOW, audit: NOW }), 9)).toBe(0);
    expect((await store.listRequests(0)).map(({ id }) => id)).toEqual(['done']);
    await store.setHold('held', false, { ...hold, id: 'released', action: 'release' });
    expect(await store.eraseDue(all, undefined, 9)).toEqual({ erased: ['held'] });
  });

  it('delete what is due page by page: a chat in which nobody spoke sooner than another', async () => {
    const { store } = given();
    for (const id of ['a', 'b', 'c', 'd']) await begin(store, id);
    await save(store, 'b', { events: [visitorSays('Hilfe')], at: NOW });
    await save(store, 'c', { events: [agentSays('Guten Tag')], at: NOW + MINUTE });
    await save(store, 'd', { at: NOW + MINUTE });
    const before = due({ now: NOW, abandoned: NOW, conversations: NOW - MINUTE });
    const first = await store.eraseDue(before, undefined, 3);
    expect(first).toEqual({ erased: ['a'], next: { createdAt: NOW, id: 'c' } });
    expect(await store.eraseDue(before, first.next, 3)).toEqual({ erased: [] });
    const later = due({ now: NOW, abandoned: NOW, conversations: NOW });
    expect((await store.eraseDue(later, undefined, 9)).erased).toEqual(['b']);
    const last = due({ now: NOW, abandoned: NOW + MINUTE, conversations: NOW + MINUTE });
    expect((await store.eraseDue(last, undefined, 9)).erased).toEqual(['c', 'd']);
  });

  it('delete due rows of the other kinds a few at a time', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await begin(store, 'c');
    for (const [index, id] of ['g1', 'g2', 'g3'].entries())
      await save(store, 'c', {
        at: NOW + index,
        gap: { id, kind: 'unanswered', question: 'Hilfe', revision: 'r' },
      });
    await save(store, 'c', { request: request('done') });
    await save(store, 'c', { request: request('open') });
    await store.takeRequest('done', 'anna', NOW);
    await store.finishRequest('done', 'anna', NOW);
    await store.addAudit({ ...erased('x'), at: NOW });
    const counts = [{ measure: 'asked' as const, source: '', count: 1 }];
    for (const week of ['2026-11-16', '2026-11-23']) await save(store, 'c', { usage: { week, counts } });
    const over = due({ requests: NOW, gaps: NOW + 1, audit: NOW, usageBefore: '2026-11-23' });
    expect(await store.eraseDueRows(over, 1)).toBe(4);
    expect(await store.eraseDueRows(over, 9)).toBe(1);
    expect(await store.eraseDueRows(over, 9)).toBe(0);
    expect((await store.listGaps(0, 9)).map(({ id }) => id)).toEqual(['g3']);
    expect((await store.listRequests(0)).map(({ id }) => id)).toEqual(['open']);
    expect((await store.usageSince('2026-01-01')).map(({ week }) => week)).toEqual(['2026-11-23']);
    expect(await store.listAudit(undefined, 9)).toEqual([]);
  });

  it('keep what stood under masks until the chat ends', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await fill(store, 'c');
    expect(await store.findOriginal('c', 2)).toBe('sealed');
    const { handoff } = await load(store, 'c');
    const { id = '', epoch = 0 } = handoff ?? {};
    await save(store, 'c', { handoff: { do: 'requeue', id, epoch, lost: true } });
    expect(await store.findOriginal('c', 2)).toBe('sealed');
    await save(store, 'c', { handoff: { do: 'close', id, epoch: epoch + 1, reason: 'solved' } });
    expect(await store.findOriginal('c', 2)).toBeUndefined();
  });

  it('list the audit newest first, page by page, with names', async () => {
    const { store } = given();
    await signUp(store, 'anna', { name: 'Anna Ahrens' });
    await store.addAudit({ id: '1', at: NOW, action: 'sign-in', agent: 'anna', address: '192.0.2.0' });
    await store.addAudit({ id: '2', at: NOW, action: 'export', byVisitor: true, conversation: 'c' });
    await store.addAudit({ id: '3', at: NOW + 1, action: 'retention', count: 7 });
    const page = await store.listAudit(undefined, 2);
    expect(page.map(({ id }) => id)).toEqual(['3', '2']);
    expect(page[1]).toMatchObject({ byVisitor: true, conversation: 'c' });
    expect(await store.listAudit('2', 2)).toMatchObject([{ id: '1', agentName: 'Anna Ahrens' }]);
    expect(await store.listAudit('gone', 2)).toEqual([]);
  });
}

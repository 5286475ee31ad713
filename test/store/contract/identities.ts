import { expect, it } from 'vitest';
import { begin, MINUTE, NOW, type Subject } from '../support.ts';

const ERIKA = { subject: 'kunde-1', name: 'Erika Mustermann', email: 'erika@beispiel.example' };

export function identityCases(given: () => Subject): void {
  it('lets a token count once, whoever shows it at the same moment', async () => {
    const { store } = given();
    const shown = await Promise.all(
      Array.from({ length: 8 }, () => store.useIdentityToken('token-1', NOW + MINUTE, NOW)),
    );
    expect(shown.filter(Boolean)).toHaveLength(1);
    expect(await store.useIdentityToken('token-2', NOW + MINUTE, NOW)).toBe(true);
  });

  it('remembers used tokens over a restart and forgets them once they have expired', async () => {
    const subject = given();
    await subject.store.useIdentityToken('token-1', NOW + MINUTE, NOW);
    await subject.reopen();
    expect(await subject.store.useIdentityToken('token-1', NOW + MINUTE, NOW + 1)).toBe(false);
    expect(await subject.store.useIdentityToken('token-1', NOW + 3 * MINUTE, NOW + 2 * MINUTE)).toBe(true);
  });

  it('says for good who a visitor is', async () => {
    const { store } = given();
    await begin(store, 'c1');
    expect(await store.findIdentity('c1')).toBeUndefined();
    await store.proveVisitor('c1', ERIKA, NOW);
    await store.proveVisitor('c1', { subject: 'kunde-2' }, NOW + 1);
    expect(await store.findIdentity('c1')).toEqual(ERIKA);
  });

  it('lists the other conversations of the same person, and of nobody else', async () => {
    const { store } = given();
    for (const id of ['c1', 'c2', 'c3', 'c4']) await begin(store, id);
    await store.proveVisitor('c1', ERIKA, NOW);
    await store.proveVisitor('c2', ERIKA, NOW);
    await store.proveVisitor('c3', { subject: 'kunde-2' }, NOW);
    expect(await store.listEarlier('c1', 10)).toEqual([{ conversation: 'c2', at: NOW }]);
    expect(await store.listEarlier('c3', 10)).toEqual([]);
    expect(await store.listEarlier('c4', 10)).toEqual([]);
    expect(await store.servesSamePerson('nobody', 'c2')).toBe(false);
  });
}

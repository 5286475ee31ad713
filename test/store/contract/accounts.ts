import { expect, it } from 'vitest';
import { MINUTE, NOW, type Subject, signUp } from '../support.ts';

const anna = { id: 'anna', login: 'anna', name: 'Anna', passwordHash: 'hash', capacity: 3, at: NOW };
const invitation = { tokenHash: 'invited', role: 'supervisor', expiresAt: NOW + MINUTE } as const;
const session = { tokenHash: 'session', agent: 'anna', csrf: 'csrf', at: NOW, expiresAt: NOW + MINUTE };

export function accountCases(given: () => Subject): void {
  it('creates an account from an invitation, with the role that it gives', async () => {
    const { store } = given();
    expect(await store.countAgents()).toBe(0);
    await store.createInvitation(invitation);
    expect(await store.findInvitation('invited', NOW)).toBe('supervisor');
    expect(await store.redeemInvitation('invited', anna)).toBe('created');
    expect(await store.countAgents()).toBe(1);
    expect(await store.findAgent('anna')).toEqual({
      id: 'anna',
      login: 'anna',
      name: 'Anna',
      role: 'supervisor',
      available: false,
      capacity: 3,
      disabled: false,
    });
    expect(await store.findAgent('unknown')).toBeUndefined();
  });

  it('uses an invitation once', async () => {
    const { store } = given();
    await store.createInvitation(invitation);
    const both = await Promise.all([
      store.redeemInvitation('invited', anna),
      store.redeemInvitation('invited', { ...anna, id: 'bela', login: 'bela' }),
    ]);
    expect(both.sort()).toEqual(['created', 'invalid']);
    expect(await store.findInvitation('invited', NOW)).toBeUndefined();
  });

  it('refuses an invitation that is unknown or over', async () => {
    const { store } = given();
    await store.createInvitation(invitation);
    expect(await store.findInvitation('invited', NOW + MINUTE)).toBeUndefined();
    expect(await store.redeemInvitation('invited', { ...anna, at: NOW + MINUTE })).toBe('invalid');
    expect(await store.redeemInvitation('unknown', anna)).toBe('invalid');
    expect(await store.countAgents()).toBe(0);
  });

  it('replaces earlier invitations by the next one', async () => {
    const { store } = given();
    await store.createInvitation(invitation);
    await store.createInvitation({ ...invitation, tokenHash: 'newer', role: 'agent' });
    expect(await store.findInvitation('invited', NOW)).toBeUndefined();
    expect(await store.findInvitation('newer', NOW)).toBe('agent');
  });

  it('leaves the invitation usable when the sign-in name is taken', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.createInvitation(invitation);
    const second = { ...anna, id: 'second', login: 'ANNA' };
    expect(await store.redeemInvitation('invited', second)).toBe('login-taken');
    expect(await store.findInvitation('invited', NOW)).toBe('supervisor');
    expect(await store.redeemInvitation('invited', { ...second, login: 'anna2' })).toBe('created');
  });

  it('finds a password by the sign-in name in any case and form', async () => {
    const { store } = given();
    await signUp(store, 'j', { login: 'Jörg' });
    for (const login of ['jörg', 'JÖRG', ' Jörg ', 'Jo\u0308rg']) {
      const found = await store.findPassword(login);
      expect(found, login).toMatchObject({ passwordHash: 'hash-of-j', agent: { id: 'j', login: 'jörg' } });
      expect(found?.agent, login).not.toHaveProperty('passwordHash');
    }
    expect(await store.findPassword('jorg')).toBeUndefined();
    expect(await store.findPassword('%')).toBeUndefined();
  });

  it('finds a session until it expires or is deleted', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.createSession(session);
    const found = await store.findSession('session', NOW + MINUTE - 1);
    expect(found).toMatchObject({ agent: { id: 'anna' }, csrf: 'csrf', expiresAt: NOW + MINUTE });
    expect(await store.findSession('session', NOW + MINUTE)).toBeUndefined();
    expect(await store.findSession('unknown', NOW)).toBeUndefined();
    await store.deleteSession('session');
    expect(await store.findSession('session', NOW)).toBeUndefined();
  });

  it('keeps several sessions of one agent apart', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.createSession(session);
    await store.createSession({ ...session, tokenHash: 'other', csrf: 'other' });
    expect((await store.findSession('session', NOW))?.csrf).toBe('csrf');
    await store.deleteSession('session');
    expect((await store.findSession('other', NOW))?.csrf).toBe('other');
  });

  it('ends every session of an account that is shut out, for good', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.createSession(session);
    await store.setAvailable('anna', true, NOW);
    await store.setDisabled('anna', true);
    expect(await store.findSession('session', NOW)).toBeUndefined();
    expect(await store.findAgent('anna')).toMatchObject({ disabled: true, available: false });
    expect((await store.findPassword('anna'))?.agent.disabled).toBe(true);
    expect(await store.countAvailable(0)).toBe(0);
    await store.setDisabled('anna', false);
    expect(await store.findSession('session', NOW)).toBeUndefined();
    expect(await store.findAgent('anna')).toMatchObject({ disabled: false });
  });

  it('ends every link that nobody has used with a supervisor, and none with an agent', async () => {
    const { store } = given();
    await signUp(store, 'anna', { role: 'supervisor' });
    await signUp(store, 'bela', { role: 'supervisor' });
    await signUp(store, 'cem');
    await store.addInvitation(invitation);
    await store.createReset({ tokenHash: 'reset', agent: 'cem', expiresAt: NOW + MINUTE });
    await store.setDisabled('cem', true);
    await store.setDisabled('cem', false);
    expect(await store.findInvitation('invited', NOW)).toBe('supervisor');
    expect((await store.findReset('reset', NOW))?.id).toBe('cem');
    await store.setDisabled('bela', true);
    expect(await store.findInvitation('invited', NOW)).toBeUndefined();
    expect(await store.findReset('reset', NOW)).toBeUndefined();
    expect(await store.redeemReset('reset', 'other', NOW)).toBeUndefined();
  });

  it('finds no session of a disabled account, even one made afterwards', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.setDisabled('anna', true);
    await store.createSession(session);
    expect(await store.findSession('session', NOW)).toBeUndefined();
  });

  it('counts who is available and was seen lately', async () => {
    const { store } = given();
    for (const agent of ['anna', 'bela', 'cem']) await signUp(store, agent);
    expect(await store.countAvailable(0)).toBe(0);
    await store.setAvailable('anna', true, NOW);
    await store.setAvailable('bela', true, NOW + MINUTE);
    await store.setAvailable('cem', true, NOW + MINUTE);
    await store.setAvailable('cem', false, NOW + MINUTE);
    expect(await store.countAvailable(NOW)).toBe(2);
    expect(await store.countAvailable(NOW + MINUTE)).toBe(1);
    await store.touchAgents(['anna', 'cem'], NOW + MINUTE);
    expect(await store.countAvailable(NOW + MINUTE)).toBe(2);
  });

  it('never lets a late note put a sign of life back', async () => {
    const { store } = given();
    await signUp(store, 'anna');
    await store.setAvailable('anna', true, NOW + MINUTE);
    await store.touchAgents(['anna'], NOW);
    await store.touchAgents([], NOW);
    expect(await store.countAvailable(NOW + MINUTE)).toBe(1);
  });
}

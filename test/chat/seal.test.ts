import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal, KEY_BYTES, openState, sealState } from '../../server/chat/seal.ts';
import { startState } from '../../server/dialogue/state.ts';
import { assertSharedKey, readEarlierKeys } from '../../server/seal-key.ts';
import { StartupError } from '../../server/startup-error.ts';
import { IN_MEMORY, openStore } from '../../server/store/open.ts';

const [first, second, third] = [1, 2, 3].map(() => randomBytes(KEY_BYTES)) as [Buffer, Buffer, Buffer];

describe('[G14] a change of the seal key', () => {
  it('seals with the new key and opens what the earlier ones have sealed', () => {
    const old = createSeal(first).seal('geheim');
    const older = createSeal(second).seal('auch geheim');
    const seal = createSeal(third, [first, second]);
    expect([old, older, seal.seal('neu')].map(seal.open)).toEqual(['geheim', 'auch geheim', 'neu']);
    expect(() => createSeal(third).open(old)).toThrow();
    expect(() => createSeal(first).open(seal.seal('neu'))).toThrow();
    expect(() => seal.open(`A${old.slice(1)}`)).toThrow();
  });

  it('is taken for a mistake by processes on one database unless it names the key before', async () => {
    const store = await openStore({ dataDir: IN_MEMORY });
    await assertSharedKey(first, [], store, 0);
    await expect(assertSharedKey(second, [], store, 0)).rejects.toThrow(StartupError);
    await expect(assertSharedKey(second, [third], store, 0)).rejects.toThrow(StartupError);
    await assertSharedKey(second, [first], store, 0);
    await assertSharedKey(second, [first], store, 0);
    await expect(assertSharedKey(first, [], store, 0)).rejects.toThrow(StartupError);
    await store.close();
  });

  it('that is not at hand takes an answer out of sight only, not away', () => {
    const answer = { question: 'Nummer?', value: 'KV1', label: 'KV 1', sensitive: true };
    const state = { ...startState, card: { title: 'Vertrag', answers: [answer] } };
    const stored = sealState(state, createSeal(first));
    const strange = openState(stored, createSeal(second));
    expect(strange.card?.answers).toMatchObject([{ value: '•••', label: '•••' }]);
    const again = JSON.parse(JSON.stringify(sealState(strange, createSeal(second))));
    expect(again).toEqual(JSON.parse(JSON.stringify(stored)));
    expect(openState(again, createSeal(second, [first])).card?.answers).toEqual([answer]);
  });

  it('reads earlier keys from a list, and says when one is none', () => {
    expect(readEarlierKeys(undefined)).toEqual([]);
    expect(readEarlierKeys(`${first.toString('base64url')}, ${second.toString('base64url')}`)).toEqual([
      first,
      second,
    ]);
    expect(() => readEarlierKeys('kurz')).toThrow(StartupError);
  });
});

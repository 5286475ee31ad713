import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCheckingThenActing, openForgettingCommands } from '../proofs/saboteurs.ts';
import { checkInterleavings } from './contract/interleavings.ts';

describe('the proof by random interleavings', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'saboteur-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it.each([
    ['checks, then acts', openCheckingThenActing],
    ['forgets commands', openForgettingCommands],
  ])('finds a store that %s', async (_mistake, open) => {
    const store = await open({ engine: 'sqlite', dataDir });
    const proof = checkInterleavings(store, { endOnFailure: true, numRuns: 500 });
    await expect(proof).rejects.toThrow(/Counterexample/);
    await store.close();
  });
});

import { afterAll, describe, expect, it } from 'vitest';
import { proofs } from './proofs/index.ts';
import { endShared } from './proofs/support/ground.ts';

/** Small forms take seconds; a busy machine may need many times that. */
const TIME_LIMIT = 180_000;

afterAll(endShared);

describe('promises under faults ([D1], [D2], [D3], [D5], [Q5], [Q6])', () => {
  for (const proof of proofs.filter(({ longOnly }) => longOnly !== true))
    describe.each(proof.engines)(`${proof.name} on %s`, (engine) => {
      const run = (sabotage: boolean) => proof.run({ size: 'small', sabotage, engine });

      it(proof.promise, { timeout: TIME_LIMIT }, async () => {
        expect((await run(false)).broken).toEqual([]);
      });

      it(`finds what ${proof.saboteur}`, { timeout: TIME_LIMIT }, async () => {
        expect((await run(true)).broken).not.toEqual([]);
      });
    });
});

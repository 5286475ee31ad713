import { crash } from './crash.ts';
import type { Proof } from './proof.ts';
import { race } from './race.ts';

/** All proofs, as `npm run -s prove -- --list` names them. */
export const proofs: readonly Proof[] = [race, crash];

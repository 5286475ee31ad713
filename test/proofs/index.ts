import { chaos } from './chaos.ts';
import { crash } from './crash.ts';
import { once } from './once.ts';
import type { Proof } from './proof.ts';
import { race } from './race.ts';
import { resume } from './resume.ts';
import { snapshot } from './snapshot.ts';

/** All proofs, as `npm run -s prove -- --list` names them. */
export const proofs: readonly Proof[] = [race, crash, chaos, resume, once, snapshot];

import { backup } from './backup.ts';
import { chaos } from './chaos.ts';
import { cluster } from './cluster.ts';
import { crash } from './crash.ts';
import { deploy } from './deploy.ts';
import { erasure } from './erasure.ts';
import { flood } from './flood.ts';
import { fuzz } from './fuzz.ts';
import { guessing } from './guessing.ts';
import { identity } from './identity.ts';
import { masking } from './masking.ts';
import { matrix } from './matrix.ts';
import { once } from './once.ts';
import { origins } from './origins.ts';
import { powercut } from './powercut.ts';
import type { Proof } from './proof.ts';
import { race } from './race.ts';
import { resume } from './resume.ts';
import { retention } from './retention.ts';
import { snapshot } from './snapshot.ts';
import { xss } from './xss.ts';

/** All proofs, as `npm run -s prove -- --list` names them. */
export const proofs: readonly Proof[] = [
  race,
  crash,
  powercut,
  chaos,
  resume,
  once,
  snapshot,
  cluster,
  deploy,
  backup,
  matrix,
  origins,
  identity,
  guessing,
  fuzz,
  flood,
  xss,
  masking,
  erasure,
  retention,
];

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { AppParts } from '../../../server/app.ts';
import { usualRetention } from '../../../server/chat/retention.ts';
import { createSeal } from '../../../server/chat/seal.ts';
import { createLocalCluster } from '../../../server/cluster/local.ts';
import { alwaysOpen } from '../../../server/hours/schedule.ts';
import { formatProblem } from '../../../server/knowledge/problem.ts';
import { readKnowledge } from '../../../server/knowledge/read.ts';
import { createUnderstanding } from '../../../server/knowledge/understanding.ts';
import { createLog } from '../../../server/log.ts';
import type { Store } from '../../../server/store/store.ts';
import { fastClock, type Pace } from './fast-clock.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Two articles that are read and indexed in no time: the proofs are not about finding answers. */
export function smallKnowledge(): AppParts['inForce'] {
  const read = readKnowledge(here('../knowledge'), { defaultsDir: here('../../../knowledge') });
  if (read.knowledge === undefined) throw new Error(read.problems.map(formatProblem).join('\n'));
  const { knowledge } = read;
  const inForce = { knowledge, understanding: createUnderstanding(knowledge), refused: [] };
  return () => inForce;
}

/** Every process of a run seals with the same key. */
const SEAL_KEY = createHash('sha256').update('proofs').digest();

/** The program's parts, with a small knowledge, a desk that never closes and a clock at some pace. */
export function proofParts(
  store: Store,
  pace: Pace,
  inForce: AppParts['inForce'],
  log: (line: string) => void = () => {},
): AppParts {
  const clock = fastClock(pace);
  return {
    store,
    cluster: createLocalCluster(),
    clock,
    log: createLog('human', clock.now, log),
    seal: createSeal(SEAL_KEY),
    assignment: { mode: 'manual', offerMs: 30_000 },
    retention: usualRetention,
    inForce,
    hours: () => alwaysOpen(inForce().knowledge.hours),
    publicDir: here('../knowledge'),
    demo: false,
    production: false,
    allowedOrigins: [],
    trustProxy: 0,
  };
}

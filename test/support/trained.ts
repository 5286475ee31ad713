import { ensureBuilt } from '../../scripts/build.mjs';
import { shippedUnderstanding } from './knowledge.ts';

/** Runs once before the tests: what all of them would otherwise build and learn side by side. */
export async function setup(): Promise<void> {
  await ensureBuilt();
  await shippedUnderstanding();
}

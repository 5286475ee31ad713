import { ensureBuilt } from '../../scripts/build.mjs';

/** Runs once before the browser tests, which load what `npm run build` makes. */
export const setup = ensureBuilt;

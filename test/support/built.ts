import { ensureBuilt } from '../../scripts/build.mjs';

// Before each file of browser tests, which load what `npm run build` makes.
await ensureBuilt();

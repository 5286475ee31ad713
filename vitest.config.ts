import { defineConfig } from 'vitest/config';

const SECOND = 1000;

/** They give their process what a browser's page has, which nobody after them must find. */
const AS_A_PAGE = ['test/proofs.test.ts', 'test/widget/erased.test.ts', 'test/widget/kept-out.test.ts'];
/** Gates the time that a page's main thread takes, which others would lengthen. */
const GATED = 'test/browser/loading.test.ts';
/** Without a browser: two files at a time. */
const FIRST = {
  maxWorkers: 2,
  testTimeout: 60 * SECOND,
  hookTimeout: 60 * SECOND,
  globalSetup: ['test/support/trained.ts', 'test/support/shared-postgres.ts'],
  sequence: { groupOrder: 0 },
};
/** After all others, since windows need the cores for themselves. */
const BROWSER = {
  // The files of a worker share its browser and the program's code.
  isolate: false,
  // A machine that is busy with something else must not decide; what fails twice is broken.
  retry: 1,
  testTimeout: 90 * SECOND,
  hookTimeout: 90 * SECOND,
  setupFiles: ['test/support/built.ts'],
};

export default defineConfig({
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          ...FIRST,
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', ...AS_A_PAGE],
          // Loading the program anew for each file would take longer than most of them.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...FIRST,
          // Groups are sorted by name: the longest file begins first, and nobody waits for it at the end.
          name: 'apart',
          include: AS_A_PAGE,
        },
      },
      {
        extends: true,
        test: {
          ...BROWSER,
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          exclude: [GATED],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...BROWSER,
          name: 'browser-alone',
          include: [GATED],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

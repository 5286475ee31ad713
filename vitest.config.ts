import { defineConfig } from 'vitest/config';

const SECOND = 1000;

/** They give their process what a browser's page has, which nobody after them must find. */
const AS_A_PAGE = ['test/proofs.test.ts', 'test/widget/erased.test.ts', 'test/widget/kept-out.test.ts'];
/** Without a browser: two files at a time. */
const FIRST = {
  maxWorkers: 2,
  testTimeout: 60 * SECOND,
  hookTimeout: 60 * SECOND,
  globalSetup: ['test/support/trained.ts', 'test/support/shared-postgres.ts'],
  sequence: { groupOrder: 0 },
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
          name: 'page',
          include: AS_A_PAGE,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          // They need the cores for themselves: after all others, one file at a time.
          maxWorkers: 1,
          // A machine that is busy with something else must not decide; what fails twice is broken.
          retry: 1,
          testTimeout: 90 * SECOND,
          hookTimeout: 90 * SECOND,
          sequence: { groupOrder: 1 },
          setupFiles: ['test/support/built.ts'],
        },
      },
    ],
  },
});

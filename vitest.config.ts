import { defineConfig } from 'vitest/config';

/** What both suites share. Forks, because a native abort in a thread would end the whole run. */
const shared = { pool: 'forks', testTimeout: 20_000, hookTimeout: 30_000 } as const;

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/recordings-report.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'short',
          include: ['test/**/*.test.ts'],
          exclude: ['test/long/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          testTimeout: 15 * 60_000,
          fileParallelism: false,
        },
      },
    ],
    coverage: { include: ['server/**/*.ts', 'protocol/**/*.ts', 'models/**/*.ts'], exclude: ['protocol/generated/**'] },
  },
});

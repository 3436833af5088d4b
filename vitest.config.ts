import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/recordings-report.ts'],
    include: ['test/**/*.test.ts'],
    // Forks, because a native abort in a thread would end the whole run.
    pool: 'forks',
    // Integration tests mostly wait for other processes, so no core is kept free.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: { include: ['server/**/*.ts', 'protocol/**/*.ts', 'models/**/*.ts'], exclude: ['protocol/generated/**'] },
  },
});

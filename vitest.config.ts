import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/recordings-report.ts'],
    include: ['test/**/*.test.ts'],
    // Forks, because a native abort in a thread would end the whole run.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    coverage: { include: ['server/**/*.ts', 'protocol/**/*.ts', 'models/**/*.ts'], exclude: ['protocol/generated/**'] },
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'commands/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
    // better-sqlite3 and onnxruntime are native: a process per test file keeps one crash from hiding the rest.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

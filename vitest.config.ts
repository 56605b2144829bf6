import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Tests load onnxruntime without src/config/config.ts; nothing is to be reported from there either.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    include: ['src/**/*.test.ts', 'commands/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
    // better-sqlite3 and onnxruntime are native: a process per test file keeps one crash from hiding the rest.
    pool: 'forks',
    maxWorkers: 2,
    // What hangs is ended; how long something takes is no matter of tests, and machines differ by a factor of three.
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});

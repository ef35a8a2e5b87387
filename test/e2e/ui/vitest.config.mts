import { defineConfig } from 'vitest/config';

// One editor at a time: two cores, and every file starts a server, a browser and a language server of its own.
export default defineConfig({
  test: {
    include: ['test/e2e/ui/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
    // A file is a story: after a step that failed, the following ones say nothing new.
    bail: 0,
  },
});

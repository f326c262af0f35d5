import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Threads start fastest, and two are what the smallest CI machine has. Files share what they import, since no
    // module here keeps state: GitHub's GraphQL schema, for one, is parsed once a thread and not once a file.
    pool: 'threads',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: process.env.CI ? ['default'] : ['dot'],
  },
});

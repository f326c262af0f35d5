import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Many tests start git, and starting a process costs the more the larger its parent is: so two small processes,
    // one for each core of the smallest CI machine, with little room for garbage, instead of threads in a large one.
    pool: 'forks',
    maxWorkers: 2,
    execArgv: ['--max-semi-space-size=4'],
    // Files share what they import, since no module here keeps state that a test could see: GitHub's GraphQL schema,
    // for one, is parsed once a process and not once a file.
    isolate: false,
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? ['default'] : ['dot'],
  },
});

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By far the longest files. Whichever begins last keeps the other core waiting. */
const LONGEST = ['crash-matrix.test.ts', 'rehearsals.test.ts', 'crash-decisions.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

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
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? ['default'] : ['dot'],
  },
});

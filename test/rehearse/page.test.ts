import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { kindOf, STEPS } from '../../src/rehearse/steps.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/rehearsals.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const OPENED = '- open: {pull: ask, by: packet-agent, head: first}\n';

/** An example as a file: what is not one by itself stands after the opening of the pull request that it names. */
const fileOf = (example: string) =>
  example.includes('schema: governance.v1.Rehearsal')
    ? example
    : `schema: governance.v1.Rehearsal\ntitle: Example\nnever: [release]\nsteps:\n${OPENED}${example}`;
const read = examples.map((example) => readRehearsal('docs/rehearsals.md', Buffer.from(fileOf(example))));

describe('docs/rehearsals.md', () => {
  it.each(examples.map((example, index) => [example.split('\n')[0], index] as const))(
    'is right about %s',
    (_, index) => {
      const result = read[index];
      expect(result?.ok === false ? result.problems : []).toEqual([]);
    },
  );

  it('has an example of every kind of step', () => {
    const shown = read.flatMap((result) => (result.ok ? result.value.steps.map((step) => kindOf(step).name) : []));
    expect(Object.keys(STEPS).filter((name) => !shown.includes(name))).toEqual([]);
  });
});

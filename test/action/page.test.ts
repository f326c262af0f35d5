import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { COMMANDS } from '../../src/action/inputs.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const described = z.strictObject({ description: z.string().min(10), required: z.literal(true).optional() });
const action = z
  .object({
    inputs: z.record(z.string(), described),
    outputs: z.record(z.string(), described),
    runs: z.strictObject({ using: z.literal('node24'), main: z.literal('dist/action.js') }),
  })
  .parse(parse(read('action.yml')));
const page = read('docs/action.md');

/** The rows below a heading of the page: the word in the first cell, and the other cells. */
function rows(heading: string): [string, ...string[]][] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)].map(([, word = '', rest = '']) => [
    word,
    ...rest.split('|').map((cell) => cell.trim()),
  ]);
}

describe('action.yml', () => {
  const known = Object.entries(COMMANDS).flatMap(([command, inputs]) =>
    Object.entries(inputs).map(([name, { needed }]) => [name, needed ? command : `${command}, optional`] as const),
  );

  it('has the inputs that the commands take, without a default for any', () => {
    expect(Object.keys(action.inputs)).toEqual(['command', ...known.map(([name]) => name)]);
  });

  it('says of each input which command takes it, and of `command` which there are', () => {
    const { command, ...others } = action.inputs;
    for (const name of Object.keys(COMMANDS)) expect(command?.description).toContain(`\`${name}\``);
    const said = Object.entries(others).map(([name, { description }]) => [name, description.split(':')[0]]);
    expect(said).toEqual(known);
  });

  it('is what docs/action.md describes', () => {
    expect(rows('Inputs').map(([name, command]) => [name, command])).toEqual([['command', ''], ...known]);
    expect(rows('Outputs').map(([name]) => name)).toEqual(Object.keys(action.outputs));
  });
});

describe('the example of docs/action.md', () => {
  const step = z.object({ uses: z.string(), run: z.string(), with: z.record(z.string(), z.string()) });
  const job = z.strictObject({ 'runs-on': z.string(), steps: z.array(step.partial()) });
  const [, yaml = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const workflow = z
    .object({ permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), job) })
    .parse(parse(yaml, { schema: 'failsafe' }));
  const steps = Object.values(workflow.jobs).flatMap((each) => each.steps);

  it('may read the code and no more', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('pins each action by commit, and lets no expression into a script', () => {
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter((uses) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it('gives the Action each input of the command', () => {
    const given = steps.find(({ uses }) => uses?.startsWith('acme/countersign@'))?.with ?? {};
    expect(Object.keys(given)).toEqual(['command', ...Object.keys(COMMANDS.verify)]);
  });
});

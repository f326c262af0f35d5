import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../architecture/source.ts';

const permissions = z.record(z.string(), z.enum(['none', 'read', 'write']));
const step = z.object({ uses: z.string(), run: z.string(), with: z.record(z.string(), z.string()) }).partial();
const workflow = z.object({
  on: z.union([z.string().transform((event) => ({ [event]: null })), z.record(z.string(), z.unknown())]),
  permissions,
  jobs: z.record(z.string(), z.object({ permissions: permissions.optional(), steps: z.array(step) })),
});

/** Every workflow that is in the repository, and every whole one that a page shows to be taken over. */
function shipped(): [path: string, shown: z.infer<typeof workflow>][] {
  const files = execFileSync('git', ['ls-files', '*.yml', '*.yaml', 'docs/action.md'], { cwd: ROOT, encoding: 'utf8' });
  return files.split('\n').flatMap((path) => {
    const text = path === '' ? '' : readFileSync(join(ROOT, path), 'utf8');
    const blocks = path.endsWith('.md')
      ? [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = '']) => yaml)
      : [text];
    const whole = blocks.filter((yaml) => /^jobs:/m.test(yaml));
    return whole.map((yaml): [string, z.infer<typeof workflow>] => [
      path,
      workflow.parse(parse(yaml, { schema: 'failsafe' })),
    ]);
  });
}

const workflows = shipped();
const stepsOf = ({ jobs }: z.infer<typeof workflow>) => Object.values(jobs).flatMap(({ steps }) => steps);

describe('a workflow that we ship', () => {
  it('is there: for this repository, for sealing, and for whoever verifies', () => {
    expect(workflows.map(([path]) => path).sort()).toEqual([
      '.github/workflows/ci.yml',
      'docs/action.md',
      'docs/examples/seal.yml',
    ]);
  });

  it.each(workflows)('J12: never runs with secrets what somebody else proposes: %s', (_, { on, ...shown }) => {
    const events = Object.keys(on);
    expect(['push', 'pull_request', 'workflow_dispatch']).toEqual(expect.arrayContaining(events));
    const granted = [shown.permissions, ...Object.values(shown.jobs).map((job) => job.permissions ?? {})];
    const written = granted.flatMap((given) => Object.keys(given).filter((name) => given[name] === 'write'));
    expect(['attestations', 'id-token']).toEqual(expect.arrayContaining(written));
    // What can write starts by hand of somebody who may write, and nothing that a pull request brings.
    if (written.length > 0) expect(events).toEqual(['workflow_dispatch']);
    for (const { uses, with: given } of stepsOf({ on, ...shown })) {
      if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      if (uses?.startsWith('actions/checkout@')) expect(given?.['persist-credentials']).toBe('false');
    }
  });

  it.each(workflows)("J10: puts nobody's text into a script: %s", (_, shown) => {
    expect(stepsOf(shown).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });
});

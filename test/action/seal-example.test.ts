import { readFileSync } from 'node:fs';
import { SigningConfig } from '@sigstore/protobuf-specs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { COMMANDS } from '../../src/action/inputs.ts';
import { runTitle } from '../../src/plan/run.ts';
import { readSealPolicy } from '../../src/policy/seal-policy.ts';

const step = z.strictObject({ uses: z.string(), with: z.record(z.string(), z.string()) });
const job = z.object({
  'runs-on': z.string(),
  permissions: z.record(z.string(), z.string()),
  steps: z.tuple([step]),
});
const workflow = z
  .object({
    'run-name': z.string(),
    on: z.strictObject({ workflow_dispatch: z.strictObject({ inputs: z.record(z.string(), z.unknown()) }) }),
    permissions: z.strictObject({}),
    jobs: z.strictObject({ seal: job }),
  })
  .parse(parse(readFileSync(new URL('../../docs/examples/seal.yml', import.meta.url), 'utf8')));
const { seal } = workflow.jobs;

describe('docs/sealing.md', () => {
  const page = readFileSync(new URL('../../docs/sealing.md', import.meta.url), 'utf8');
  const blocks = (kind: string) =>
    [...page.matchAll(new RegExp(`^ *\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'gm'))].map(([, text = '']) => text);

  it('shows policies that load, one for each way', () => {
    const read = blocks('yaml').map((text) => readSealPolicy('policies/seal.yaml', Buffer.from(text)));
    expect(read.map((one) => (one.ok ? one.value.workflow?.file : one.problems))).toEqual([undefined, 'seal.yml']);
  });

  it('shows a signing configuration that Sigstore reads', () => {
    const [config = ''] = blocks('json');
    expect(SigningConfig.fromJSON(JSON.parse(config))).toMatchObject({ caUrls: [{}], tsaUrls: [{}] });
  });
});

describe('docs/examples/seal.yml', () => {
  it('begins by dispatch alone, with the number of an intent and nothing else', () => {
    expect(Object.keys(workflow.on.workflow_dispatch.inputs)).toEqual(['intent']);
  });

  it('names its runs as the bot looks for them', () => {
    expect(workflow['run-name'].replace(/\$\{\{ inputs\.intent \}\}/, '41')).toBe(runTitle(41));
  });

  it('is one step, pinned by commit, which is given each input of the command and no script', () => {
    const [{ uses, with: given }] = seal.steps;
    expect(uses).toMatch(/^[\w-]+\/countersign@[0-9a-f]{40}$/);
    expect(Object.keys(given)).toEqual(['command', ...Object.keys(COMMANDS.seal)]);
  });

  it('writes nothing but the attestation', () => {
    const written = Object.entries(seal.permissions).filter(([, level]) => level === 'write');
    expect(written.map(([name]) => name)).toEqual(['attestations', 'id-token']);
    expect(seal['runs-on']).toMatch(/^ubuntu-/);
  });
});

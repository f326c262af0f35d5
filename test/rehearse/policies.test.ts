import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCodeOf, rehearseAll } from '../../src/rehearse/rehearse.ts';

const ROOT = join(import.meta.dirname, '../..');
const ONE_APPROVAL = `schema: governance.v1.Rehearsal
title: One approval is enough
steps:
  - open: {pull: ask, by: packet-agent}
  - review: {pull: ask, by: ann, state: approve}
  - expect: {pull: ask, finding: released}
`;
let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'governance-'));
  cpSync(join(ROOT, 'policies'), join(dir, 'policies'), { recursive: true });
  cpSync(join(ROOT, 'docs/examples/CODEOWNERS'), join(dir, '.github/CODEOWNERS'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const play = async () => {
  const files = [{ file: 'one.yaml', bytes: Buffer.from(ONE_APPROVAL) }];
  const outcomes = await rehearseAll(files, dir, () => undefined);
  return { code: exitCodeOf(outcomes), outcomes };
};
const change = (from: string, to: string) => {
  const path = join(dir, 'policies/councils/release-integrity.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

it('policies of another repository are played as they stand there', async () => {
  expect((await play()).code).toBe(1);
  change('owner_approvals: 2', 'owner_approvals: 1');
  expect((await play()).code).toBe(0);
});

it('policies that do not load are a wrong file, with the place', async () => {
  change('owner_approvals: 1', 'owner_approvals: 0');
  const { code, outcomes } = await play();
  expect(code).toBe(2);
  expect(outcomes).toMatchObject([{ outcome: 'wrong-file', problems: [{ code: 'policy-weakened', line: 13 }] }]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Code } from '../../src/finding/code.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { codesIn, tested } from './tested.ts';

/** A rehearsal or a test that names threats: what it is called, where it stands, and which codes it asserts. */
export interface Showing {
  readonly threats: readonly string[];
  readonly title: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly codes: ReadonlySet<Code>;
  /** The codes that a rehearsal expects of each finding; null for a test, of which only the text is known. */
  readonly findings: ReadonlyMap<string, ReadonlySet<Code>> | null;
}

/** Every rehearsal whose `about`, and every test whose title, names a threat. */
export function readShowings(root: string): Showing[] {
  const rehearsals = namesBelow(root, 'test/rehearsals', '.yaml').flatMap((path) =>
    rehearsed(path, readFileSync(join(root, path))),
  );
  const tests = [...namesBelow(root, 'test', '.test.ts'), ...namesBelow(root, '.ci/browser', '.ts')];
  return [...rehearsals, ...tests.flatMap((path) => tested(path, readFileSync(join(root, path), 'utf8')))];
}

function namesBelow(root: string, folder: string, ending: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const own = names.filter((name) => name.endsWith(ending) && !name.includes('node_modules'));
  return own.sort().map((name) => `${folder}/${name}`);
}

function rehearsed(path: string, bytes: Uint8Array): Showing[] {
  const read = readRehearsal(path, bytes);
  if (!read.ok) throw new Error(`${path} is no rehearsal: ${read.problems[0]?.message}`);
  const { about = [], title, steps } = read.value;
  if (about.length === 0) return [];
  const findings = new Map<string, Set<Code>>();
  const codes = new Set<Code>();
  for (const { expect } of steps) {
    const expected = [...(expect?.codes ?? []), ...(expect?.has ?? [])];
    const { finding } = expect ?? {};
    if (finding !== undefined) findings.set(finding, new Set([...(findings.get(finding) ?? []), ...expected]));
    for (const code of codesIn(JSON.stringify(expect ?? {}))) codes.add(code);
  }
  return [{ threats: about, title, path, codes, findings }];
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_NAMES, type Code } from '../../src/finding/code.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';

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
    for (const code of named(JSON.stringify(expect ?? {}))) codes.add(code);
  }
  return [{ threats: about, title, path, codes, findings }];
}

const TITLE = /(['"`])([A-Z]\d{2}(?:, [A-Z]\d{2})*): (.*?)\1(?:,|$)/;

/**
 * The tests of a file whose titles begin with ids of threats: `it('A01: ...')`, or a row `['A01: ...', ...]` of a
 * table. What a test asserts is told by its lines, which end where those of a formatted file do: at its indentation.
 */
export function tested(path: string, text: string): Showing[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const [, , ids = '', said = ''] = TITLE.exec(line) ?? [];
    if (ids === '') return [];
    const asserted = blockAt(lines, at)
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(said, '');
    const codes = new Set(named(asserted));
    return [{ threats: ids.split(', '), title: titleOf(lines, at, said), path, codes, findings: null }];
  });
}

/**
 * The lines of the call or the row in which line `at` stands: with the rows of its table for an `it.each`, and with
 * what is done with each row for a row.
 */
function blockAt(lines: readonly string[], at: number): string {
  const own = lines[at] ?? '';
  const indent = indentOf(own);
  const isInside = /^\s*['"`]/.test(own);
  const from = own.trimStart().startsWith(']') ? outside(lines.slice(0, at).reverse(), indent) : 0;
  const lasts = outside(lines.slice(at + 1), isInside ? indent - 1 : indent);
  const block = lines.slice(at - from, at + 1 + lasts);
  const isRow = isInside || own.trimStart().startsWith('[');
  return [...block, ...(isRow ? doneWithRows(lines.slice(at + 1), indent) : [])].join('\n');
}

/** How many lines follow before the first that is indented no further than this; with that line, when looking back. */
function outside(lines: readonly string[], indent: number): number {
  const end = lines.findIndex((line) => line.trim() !== '' && indentOf(line) <= indent);
  return end === -1 ? lines.length : end;
}

/** The call that ends the table of a row: `])('is refused: %s', ...)`. */
function doneWithRows(lines: readonly string[], indent: number): readonly string[] {
  const end = lines.findIndex((line) => line.trim() !== '' && indentOf(line) < indent && !/^\s*\],?$/.test(line));
  const closing = lines[end];
  if (closing === undefined || !/^\s*\]/.test(closing)) return [];
  return lines.slice(end, end + 1 + outside(lines.slice(end + 1), indentOf(closing)));
}

/** With what the test is about, which the `describe` around it names. */
function titleOf(lines: readonly string[], at: number, said: string): string {
  const indent = indentOf(lines[at] ?? '');
  const around = lines.slice(0, at).findLast((line) => /^\s*describe\(/.test(line) && indentOf(line) < indent);
  const about = /describe\((['"`])(?:[A-Z]\d{2}: )?(.*?)\1/.exec(around ?? '')?.[2];
  const title = said.replace(/:? ?%[sdj]/g, '');
  if (about === undefined) return title;
  return /\bit(\.each)?\(/.test(lines[at] ?? '') ? `${about} ${title}` : `${about}: ${title}`;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The codes that stand in a text, each as a word of its own. */
function named(text: string): Code[] {
  const words = new Set(text.match(/[a-z]+(?:-[a-z]+)+/g) ?? []);
  return CODE_NAMES.filter((code) => words.has(code));
}

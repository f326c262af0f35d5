import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ownersOf, parseCodeowners } from '../../src/codeowners/codeowners.ts';
import type { Problem, Read } from '../../src/document/document.ts';
import { loadRules, type RuleFile, type Rules } from '../../src/policy/rules.ts';

const root = join(import.meta.dirname, '../..');

export const PACKET_FOLDER = 'docs/examples/packets/bpe-2026-014';

export const bytesOf = (text: string) => new TextEncoder().encode(text);

export function fileText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The bytes of a file with one place of it changed; the place must be there, once. */
export function edited(path: string, ...changes: readonly (readonly [from: string, to: string])[]): Uint8Array {
  let text = fileText(path);
  for (const [from, to] of changes) {
    if (text.split(from).length !== 2) throw new Error(`expected ${JSON.stringify(from)} once in ${path}`);
    text = text.replace(from, () => to);
  }
  return bytesOf(text);
}

export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

export function policyFiles(): RuleFile[] {
  return filesBelow('policies').map((path) => ({ path, bytes: bytesOf(fileText(path)) }));
}

export function rulesOf(
  files: readonly RuleFile[] = policyFiles(),
  codeowners = fileText('docs/examples/CODEOWNERS'),
): Rules {
  const loaded = loadRules(files, codeowners);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.rules;
}

export function problemsOf(read: Read<unknown>): readonly Problem[] {
  return read.ok ? [] : read.problems;
}

/** The codes of all problems, each once, in the order of the file. */
export function codesOf(read: Read<unknown>): string[] {
  return [...new Set(problemsOf(read).map(({ code }) => code))];
}

export function valueIn<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

/** The owners of a path as CODEOWNERS writes them; `unmatched` or `unowned` where it has none. */
export function ownersIn(text: string, path: string): string {
  const found = ownersOf(parseCodeowners(text).lines, path);
  if (found.kind !== 'owned') return found.kind;
  return found.owners
    .map((owner) => {
      if (owner.kind === 'user') return `@${owner.login}`;
      return owner.kind === 'team' ? `@${owner.org}/${owner.slug}` : owner.email;
    })
    .join(' ');
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A TypeScript file of `src/`: its path below `src/`, its code without comments, and what it imports. */
export interface Source {
  readonly path: string;
  /** The first folder below `src/`, or the file itself where it stands directly in `src/`. */
  readonly room: string;
  readonly lines: number;
  readonly code: string;
  /** Files of ours, as paths below `src/`. */
  readonly ours: readonly string[];
  /** Packages and `node:` modules. */
  readonly foreign: readonly string[];
}

export function readSources(): Source[] {
  const names = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, 'src', path), 'utf8');
  const code = withoutComments(text);
  const specifiers = imported(code);
  return {
    path,
    room: path.split('/')[0] ?? path,
    lines: text.split('\n').length - 1,
    code,
    ours: specifiers.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name)),
    foreign: specifiers.filter((name) => !name.startsWith('.')),
  };
}

/** Good enough for reading rules, not for compiling: a comment mark inside a string would be cut as well. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

/** What `import ... from`, `export ... from`, `import '...'` and `import('...')` name. */
function imported(code: string): string[] {
  const statements =
    /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...code.matchAll(statements)].flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? []);
}

/** All files that can be reached from these over imports. */
export function reachable(sources: readonly Source[], doors: readonly string[]): Set<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const waiting = [...doors];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(byPath.get(path)?.ours ?? []));
  }
  return reached;
}

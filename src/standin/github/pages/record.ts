import { ancestry } from '../git/history.ts';
import type { Oid } from '../git/object.ts';
import { filesOf } from '../git/tree.ts';
import type { Repository } from '../world.ts';

/** The branch on which the App keeps its record: a file for each entry below `entries/`, and a headline in a commit. */
export const RECORD = 'ledger';

/** An entry as far as a reader can tell who knows nothing of its kinds. */
export interface Entry {
  readonly number: number;
  readonly kind: string;
  readonly at: string;
  readonly json: string;
}

/** The entries at a commit, newest first. What is no JSON is of the kind `unreadable`. */
export function entriesAt(repository: Repository, tip: Oid): Entry[] {
  const { objects } = repository.git;
  const files = filesOf(objects, objects.commit(tip)?.tree ?? '').filter(({ path }) => path.startsWith('entries/'));
  return files.map(({ path, oid }) => read(path, objects.blob(oid)?.toString('utf8') ?? '')).reverse();
}

function read(path: string, text: string): Entry {
  const number = Number(/(\d+)\.json$/.exec(path)?.[1] ?? 0);
  try {
    const value: unknown = JSON.parse(text);
    const field = (name: string) =>
      typeof value === 'object' && value !== null ? String(Reflect.get(value, name)) : '';
    return { number, kind: field('kind'), at: field('at'), json: JSON.stringify(value, null, 2) };
  } catch {
    return { number, kind: 'unreadable', at: '', json: text };
  }
}

/**
 * What the commits up to `tip`, and not up to `since`, say of each entry by its number: `entry 12: ...` is their first
 * line, or one of those below.
 */
export function headlinesAt(repository: Repository, tip: Oid, since?: Oid): Map<number, string> {
  const { objects } = repository.git;
  const known = since === undefined ? new Set<Oid>() : ancestry(objects, since);
  const lines = [...ancestry(objects, tip)].flatMap((oid) =>
    known.has(oid) ? [] : (objects.commit(oid)?.message.split('\n') ?? []),
  );
  return new Map(
    lines.flatMap((line) => {
      const [, number, headline] = /^entry (\d+): (.*)$/.exec(line) ?? [];
      return headline === undefined ? [] : [[Number(number), headline]];
    }),
  );
}

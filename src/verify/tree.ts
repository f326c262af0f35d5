import type { EntrySeen } from './observation/tree.ts';

/** Git's mode of a folder, as a number. */
export const FOLDER = 0o40000;
/** And of an ordinary file. */
export const FILE = 0o100644;

/** The names of all that differs between two states of one folder: what came, what went, and what has other bytes or another mode. */
export function differing(before: readonly EntrySeen[], after: readonly EntrySeen[]): string[] {
  const key = ({ name, mode, oid }: EntrySeen) => `${mode} ${oid} ${name}`;
  const had = new Set(before.map(key));
  const has = new Set(after.map(key));
  const changed = [...after.filter((entry) => !had.has(key(entry))), ...before.filter((entry) => !has.has(key(entry)))];
  return [...new Set(changed.map(({ name }) => name))].sort();
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../ledger/git.ts';
import { type Branch, fileAt } from './clone.ts';
import { WrongArgument } from './wrong-argument.ts';

/** Where an auditor takes the policies from: a verdict is worth as much as that place, so it is always named. */
export interface Rulebook {
  readonly name: string;
  /** A file under `policies/` as it stands now; null where there is none. */
  read(file: string): Promise<Uint8Array | null>;
  /** The same as it stood at a commit of main. */
  readAt(commit: string, file: string): Promise<Uint8Array | null>;
  /** Whether the commit is one of main's. Whoever can push to another branch could have written the rules there. */
  holds(commit: string): Promise<boolean>;
}

/** Bytes that any file under `policies/` may have: the trusted root is the largest. */
const LIMIT = 1024 * 1024;

/** The clone's own branch `main`. */
export function rulesOfMain(dir: string, main: Branch | null): Rulebook {
  if (main === null) {
    throw new WrongArgument(
      'expected a branch `main` in the clone, seen none\nhint: `--policies DIR` names another place',
    );
  }
  let commits: Promise<ReadonlySet<string>> | undefined;
  // Every seal asks, most of them about one commit, and what stands at a commit never changes.
  const kept = new Map<string, Promise<Uint8Array | null>>();
  const readAt = (commit: string, file: string) => {
    const known = kept.get(`${commit} ${file}`) ?? fileAt(dir, commit, `policies/${file}`, LIMIT);
    kept.set(`${commit} ${file}`, known);
    return known;
  };
  return {
    name: `${main.ref} (${main.commit})`,
    read: (file) => readAt(main.commit, file),
    readAt,
    holds: async (commit) => {
      commits ??= git(dir, ['rev-list', main.commit]).then((printed) => new Set(printed.toString().split('\n')));
      return (await commits).has(commit);
    },
  };
}

/** A checkout that the auditor keeps: its `policies/` hold for every entry, whatever main said at the time. */
export function pinnedRules(dir: string): Rulebook {
  const read = (file: string) => readFile(join(dir, 'policies', file)).catch(() => null);
  return { name: dir, read, readAt: (_, file) => read(file), holds: async () => true };
}

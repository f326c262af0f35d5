import { spawnSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { File, Link } from '../../src/ledger/chain.ts';
import { entryBytes, entryPath } from '../../src/ledger/entry.ts';
import { signNote } from '../../src/ledger/note.ts';

const IN_A_COMMIT = 5;

/** A repository whose branch `ledger` holds these entries, signed with the key, while `run` runs. */
export async function withLedger<T>(
  { key, repository, links }: { key: KeyObject; repository: number; links: Iterable<Link> },
  run: (clone: string) => Promise<T>,
): Promise<T> {
  const clone = mkdtempSync(join(tmpdir(), 'bench-ledger-'));
  try {
    git(clone, ['init', '--quiet', '--bare']);
    git(clone, ['fast-import', '--quiet'], Buffer.concat([...history(key, repository, [...links])]));
    return await run(clone);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** For `git fast-import`. */
function* history(key: KeyObject, repository: number, links: readonly Link[]): Generator<Buffer> {
  for (let begun = 0; begun < links.length; begun += IN_A_COMMIT) {
    const together = links.slice(begun, begun + IN_A_COMMIT);
    const files = together.map(({ entry }) => ({ path: entryPath(entry.number), bytes: entryBytes(entry) }));
    const head = together.at(-1);
    if (head === undefined) return;
    const note = signNote(repository, { number: head.entry.number, hash: head.hash }, [key]);
    yield* commit([...files, { path: 'head', bytes: note }]);
  }
}

function* commit(files: readonly File[]): Generator<Buffer> {
  yield Buffer.from('commit refs/heads/ledger\ncommitter bench <bench@localhost> 1795338005 +0000\ndata 0\n');
  for (const { path, bytes } of files) {
    yield Buffer.from(`M 100644 inline ${path}\ndata ${bytes.byteLength}\n`);
    yield Buffer.from(bytes);
    yield Buffer.from('\n');
  }
}

function git(dir: string, words: readonly string[], input?: Buffer): void {
  const { status, stderr } = spawnSync('git', words, { cwd: dir, input, maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
}

import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verdictOf } from '../../../src/audit/report.ts';
import { verifyClone } from '../../../src/audit/verify.ts';
import { extend, type File } from '../../../src/ledger/chain.ts';
import type { Draft } from '../../../src/ledger/entry.ts';
import { publicKeyText } from '../../../src/ledger/key.ts';
import { type Head, signNote } from '../../../src/ledger/note.ts';
import type { Measurement } from '../figure.ts';

const ENTRIES = 50_000;
const IN_A_COMMIT = 5;
const REPOSITORY = 9001;
const AT = '2026-11-22T09:00:05Z';
const OID = 'c'.repeat(40);

/** How fast a clone is verified from the very beginning: git read, signatures, chain, form, references. */
export const ledgerVerified: Measurement = async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const clone = mkdtempSync(join(tmpdir(), 'bench-ledger-'));
  try {
    git(clone, ['init', '--quiet', '--bare']);
    git(clone, ['fast-import', '--quiet'], Buffer.concat([...history(privateKey)]));
    const began = performance.now();
    const report = await verifyClone(clone, { witnesses: [], key: publicKeyText(privateKey), policies: 'policies' });
    const measured = (ENTRIES * 1000) / (performance.now() - began);
    if (verdictOf(report) !== 'whole' || report.head?.number !== ENTRIES - 1)
      throw new Error(`expected a whole ledger, seen ${JSON.stringify(report).slice(0, 1000)}`);
    const what = `entries of a ledger of ${ENTRIES} verified from the beginning`;
    return [{ what, unit: 'entries/s', measured, beside: { what: 'aim', value: 5000 }, better: 'more' }];
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
};

/** For `git fast-import`: a ledger in which many reviews were seen. */
function* history(key: KeyObject): Generator<Buffer> {
  let head: Head | null = null;
  for (let begun = 0; begun < ENTRIES; begun += IN_A_COMMIT) {
    const drafts = Array.from({ length: IN_A_COMMIT }, (_, index) => draft(begun + index, key));
    const appended: ReturnType<typeof extend> = extend(head, drafts, AT);
    head = appended.head;
    yield* commit([...appended.files, { path: 'head', bytes: signNote(REPOSITORY, head, [key]) }]);
  }
}

function draft(number: number, key: KeyObject): Draft {
  if (number === 0) return { kind: 'genesis', body: { repository: REPOSITORY, key: publicKeyText(key), main: OID } };
  const review = { pull: 7, review: number, account: 1001, state: 'approved' as const, head: OID, submitted_at: AT };
  return { kind: 'review-seen', body: review };
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

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson, gitBlobId, sha256 } from '../../src/digest/digest.ts';
import { CLAIMS_LIMIT } from '../../src/ledger/entry.ts';
import { proveDecision } from '../../src/verify/decision.ts';
import type { DecisionSeen, FileSeen } from '../../src/verify/observation/folder.ts';
import type { EntrySeen } from '../../src/verify/observation/tree.ts';

const FILE = 0o100644;
const EXAMPLE = readFileSync(join(import.meta.dirname, '../../docs/examples/decisions/bpe-2026-014/r1-d1.yaml'));

const fileOf = (name: string, bytes: Uint8Array = EXAMPLE): FileSeen => ({
  name,
  mode: '100644',
  oid: gitBlobId(bytes),
  size: bytes.byteLength,
  bytes,
});
const entryOf = ({ name, oid }: FileSeen): EntrySeen => ({ name, mode: FILE, oid });

/** A folder to which the pull request brings these files. */
function bringing(files: readonly FileSeen[], change: Partial<DecisionSeen> = {}): DecisionSeen {
  const root = change.root ?? [];
  return { packet: 'bpe-2026-014', root, commits: [[...root, ...files.map(entryOf)]], files, ...change };
}
const edited = (from: string, to: string) => fileOf('r1-d1.yaml', Buffer.from(EXAMPLE.toString().replace(from, to)));
const codesOf = (seen: DecisionSeen) => {
  const proof = proveDecision(seen);
  return proof.valid ? [] : [...new Set(proof.problems.map(({ code }) => code))];
};

describe('the file of a decision', () => {
  it('is what it says at its place, by the digest of its bytes', () => {
    expect(proveDecision(bringing([fileOf('r1-d1.yaml')]))).toMatchObject({
      valid: true,
      facts: {
        packet: 'bpe-2026-014',
        revision: 1,
        number: 1,
        path: 'decisions/bpe-2026-014/r1-d1.yaml',
        file: sha256(EXAMPLE),
        status: 'proposed',
        requester: 'fay',
      },
    });
  });

  it('leaves what was decided before as it stands', () => {
    const old = entryOf(fileOf('r1-d1.yaml', Buffer.from('old')));
    const second = edited('decision: 1', 'decision: 2');
    const beside = { ...second, name: 'r1-d2.yaml' };
    expect(codesOf(bringing([beside], { root: [old] }))).toEqual([]);
    expect(
      codesOf(bringing([fileOf('r1-d1.yaml')], { root: [old], commits: [[entryOf(fileOf('r1-d1.yaml'))]] })),
    ).toEqual(['decision-final']);
    expect(codesOf(bringing([beside], { root: [old], commits: [[entryOf(beside)]] }))).toEqual(['decision-final']);
    expect(codesOf(bringing([], { root: [old], commits: [[{ ...old, mode: 0o100755 }]] }))).toEqual(['decision-final']);
  });

  it.each<[string, DecisionSeen]>([
    ['nothing at all', bringing([])],
    ['two files', bringing([fileOf('r1-d1.yaml'), fileOf('r1-d2.yaml')])],
    ['another name', bringing([fileOf('r1-d1.yml')])],
    ['a number with a zero before it', bringing([fileOf('r01-d1.yaml')])],
    ['a folder that no packet can have', bringing([fileOf('r1-d1.yaml')], { packet: 'README.md' })],
    ['a link', bringing([{ ...fileOf('r1-d1.yaml'), mode: '120000' }])],
    ['an executable', bringing([{ ...fileOf('r1-d1.yaml'), mode: '100755' }])],
    ['bytes that nobody fetched', bringing([{ ...fileOf('r1-d1.yaml'), bytes: null }])],
    ['bytes that git does not name', bringing([{ ...fileOf('r1-d1.yaml'), bytes: Buffer.from('other') }])],
    ['another packet in it', bringing([edited('packet: bpe-2026-014', 'packet: bpe-2026-015')])],
    ['another revision in it', bringing([edited('revision: 1', 'revision: 2')])],
    ['another number in it', bringing([edited('decision: 1', 'decision: 2')])],
    ['no YAML', bringing([fileOf('r1-d1.yaml', Buffer.from('not: [a decision'))])],
  ])('is none with %s', (_, seen) => {
    expect(codesOf(seen)).toEqual(['decision-invalid']);
  });

  it('A29: is refused as a verdict where it names one, at its line', () => {
    const proof = proveDecision(bringing([edited('status: proposed', 'status: approve')]));
    expect(proof).toMatchObject({
      valid: false,
      place: { packet: 'bpe-2026-014', revision: 1, number: 1 },
      problems: [{ code: 'verdict-not-permitted', place: { path: 'decisions/bpe-2026-014/r1-d1.yaml', line: 8 } }],
    });
  });

  it('K04: tells of hostile names no more than the ledger takes', () => {
    const many = Array.from({ length: 99 }, (_, index) => fileOf(`${'\u0001'.repeat(4000)}${index}`));
    const changed = bringing([], { root: many.map(entryOf), commits: [[]] });
    for (const seen of [bringing(many), bringing(many.slice(0, 1)), changed])
      expect(Buffer.byteLength(canonicalJson(proveDecision(seen)))).toBeLessThan(CLAIMS_LIMIT * 0.5);
  });
});

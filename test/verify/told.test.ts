import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/digest/digest.ts';
import { CLAIMS_LIMIT } from '../../src/ledger/entry.ts';
import { changeOf, historyProblems } from '../../src/verify/change.ts';
import type { EntrySeen, TopTree } from '../../src/verify/observation/tree.ts';
import { provePacket } from '../../src/verify/packet.ts';
import { oid } from './record.ts';

/** Git takes names of thousands of bytes, and each of these is six in JSON. */
const nameOf = (index: number) => `${'\u0001'.repeat(4000)}${index}`;
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));
const entryOf = (index: number): EntrySeen => ({ name: nameOf(index), mode: 0o100644, oid: oid('a') });
const EMPTY: TopTree = { root: [], packets: [], decisions: [], github: [] };

describe('what is told of a hostile pull request', () => {
  it('K04: fits into the ledger, however many and long the names are that it brings', () => {
    const entries = many(99, (index) => ({ name: nameOf(index), mode: '120000', oid: oid('a'), size: 1, bytes: null }));
    const proof = provePacket({ id: 'bpe-2026-014', truncated: false, entries });
    const commits = many(100, (index) => ({ oid: String(index).padStart(40, '0'), parents: [], people: [] }));
    const trees = commits.map((commit, index) => ({
      ...commit,
      tree: { ...EMPTY, root: many(99, (other) => entryOf(index * 100 + other)) },
    }));
    const history = { root: { oid: oid('b'), tree: EMPTY }, commits: trees };
    const told = [
      proof.valid ? 'nothing' : proof.problems,
      changeOf(history),
      historyProblems(history, commits, { kind: 'packet', packet: 'bpe-2026-014' }),
    ];
    expect(told[0]).toContainEqual(expect.objectContaining({ code: 'packet-path-unsafe' }));
    expect(Buffer.byteLength(canonicalJson(told))).toBeLessThan(CLAIMS_LIMIT * 0.75);
  });
});

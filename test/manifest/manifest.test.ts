import { describe, expect, it } from 'vitest';
import { canonicalJson, digestOf, sha256 } from '../../src/digest/digest.ts';
import { manifestOf, manifestSchema, manifestSubjects } from '../../src/manifest/manifest.ts';
import { readStatement, statementBytes } from '../../src/manifest/statement.ts';
import { intent, terms } from '../seal/sealing.ts';

const place = { repository: 77, number: 12, hash: sha256('the entry') };
const manifest = manifestOf(intent, place);

describe('the manifest of an intent', () => {
  it('names the listing of the files and the terms, each by the digest that anyone can compute', () => {
    expect(manifest.subject).toEqual([
      { name: 'packets/bpe-2026-014/SHA256SUMS', digest: { sha256: '1'.repeat(64) } },
      { name: 'packets/bpe-2026-014/terms.json', digest: { sha256: digestOf(terms).slice('sha256:'.length) } },
    ]);
    expect(manifestSubjects(terms)).toEqual({
      'packets/bpe-2026-014/SHA256SUMS': terms.digests.revision,
      'packets/bpe-2026-014/terms.json': sha256(canonicalJson(terms)),
    });
  });

  it('holds terms, head, approvals, policy commit and its entry, and nothing else of the intent', () => {
    const more = { ...intent, holder: 'a process', deadline: '2026-11-22T10:10:00Z', claims: sha256('claims') };
    expect(manifestOf(more, place)).toEqual(manifest);
    expect(manifest.predicate).toEqual({
      packet: 'bpe-2026-014',
      revision: 2,
      head: intent.head,
      terms,
      approvals: intent.approvals,
      policy_commit: intent.policy_commit,
      intent: { number: 12, hash: place.hash },
      repository: 77,
    });
  });

  it('has the same bytes from an entry that was written and read again', () => {
    const read = JSON.parse(canonicalJson(intent));
    expect(statementBytes(manifestOf(read, place))).toEqual(statementBytes(manifest));
  });

  it.each([
    ['entry', { ...place, number: 13 }],
    ['repository', { ...place, repository: 78 }],
    ['bytes of the entry', { ...place, hash: sha256('another entry') }],
  ])('is another one for another %s', (_, other) => {
    expect(statementBytes(manifestOf(intent, other))).not.toEqual(statementBytes(manifest));
  });

  it('is read back as it was', () => {
    expect(manifestSchema.parse(readStatement(statementBytes(manifest)))).toEqual(manifest);
  });

  it.each([
    ['another predicate type', { ...manifest, predicateType: 'https://countersign.dev/conclusion/v1' }],
    ['no approval', { ...manifest, predicate: { ...manifest.predicate, approvals: [] } }],
    ['an unknown key', { ...manifest, predicate: { ...manifest.predicate, verdict: 'approve' } }],
    ['a short head', { ...manifest, predicate: { ...manifest.predicate, head: 'abc' } }],
  ])('is none with %s', (_, value) => {
    expect(manifestSchema.safeParse(value).success).toBe(false);
  });
});

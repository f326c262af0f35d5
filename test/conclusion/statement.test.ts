import { describe, expect, it } from 'vitest';
import { conclusionDigest } from '../../src/conclusion/conclusion.ts';
import { conclusionStatement, conclusionStatementSchema } from '../../src/conclusion/statement.ts';
import { canonicalJson, sha256 } from '../../src/digest/digest.ts';
import { readStatement, statementBytes } from '../../src/manifest/statement.ts';
import { concludeIntent } from '../ledger/decided.ts';

const intent = concludeIntent().body;
const { conclusion } = intent;
const place = { repository: 77, number: 17, hash: sha256('the entry') };
const statement = conclusionStatement(intent, place);

describe('the statement of a conclusion', () => {
  it('names the decision’s file and the conclusion, each by the digest that anyone can compute', () => {
    expect(statement.subject).toEqual([
      { name: 'decisions/bpe-2026-014/r1-d1.yaml', digest: { sha256: conclusion.file.slice('sha256:'.length) } },
      {
        name: 'decisions/bpe-2026-014/r1-d1.conclusion.json',
        digest: { sha256: sha256(canonicalJson(conclusion)).slice('sha256:'.length) },
      },
    ]);
    expect(conclusionDigest(conclusion)).toBe(sha256(canonicalJson(conclusion)));
  });

  it('holds the conclusion, the policy commit and its entry, and nothing else of the intent', () => {
    expect(statement.predicate).toEqual({
      conclusion,
      policy_commit: intent.policy_commit,
      intent: { number: 17, hash: place.hash },
      repository: 77,
    });
  });

  it('is read back as it was, also from an entry that was written and read again', () => {
    expect(conclusionStatementSchema.parse(readStatement(statementBytes(statement)))).toEqual(statement);
    const read = JSON.parse(canonicalJson(intent));
    expect(statementBytes(conclusionStatement(read, place))).toEqual(statementBytes(statement));
  });

  it.each([
    ['entry', { ...place, number: 18 }],
    ['repository', { ...place, repository: 78 }],
    ['bytes of the entry', { ...place, hash: sha256('another entry') }],
  ])('is another one for another %s', (_, other) => {
    expect(statementBytes(conclusionStatement(intent, other))).not.toEqual(statementBytes(statement));
  });

  it.each([
    ['another predicate type', { ...statement, predicateType: 'https://countersign.dev/manifest/v1' }],
    ['an unknown key', { ...statement, predicate: { ...statement.predicate, verdict: 'approve' } }],
    [
      'one signer',
      {
        ...statement,
        predicate: { ...statement.predicate, conclusion: { ...conclusion, signers: conclusion.signers.slice(0, 1) } },
      },
    ],
  ])('is none with %s', (_, value) => {
    expect(conclusionStatementSchema.safeParse(value).success).toBe(false);
  });
});

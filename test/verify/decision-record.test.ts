import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { addEntries, type LedgerFacts, NO_FACTS } from '../../src/ledger/facts.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import type { LoadedRules } from '../../src/policy/rules.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import { decisionRecord } from '../../src/verify/decision-record.ts';
import type { PullSeen } from '../../src/verify/observation/pull.ts';
import { rulesWith } from '../judge/claims.ts';
import { oid, REPOSITORY, released, sealed, sealIntent, story, sum, withdrawn } from '../ledger/sample.ts';
import { IDENTITY, ISSUER, sealWith, withSigstore } from '../seal/sealing.ts';

const AT = '2026-11-22T09:00:05Z';
const HEAD = oid('9');
const place = { packet: 'bpe-2026-014', revision: 1, number: 1 };
const council = 'release-integrity';
const factsOf = (drafts: readonly Draft[]) => addEntries(NO_FACTS, extend(null, drafts, AT).links);

/** The story of a release, its seal a real one; the rules say who sealed it. */
let bundle: SealBundle;
let rules: LoadedRules;
let manifest: string;
beforeAll(async () => {
  const before = extend(null, story.slice(0, 8), AT).links;
  const hash = before[7]?.hash ?? sum('0');
  const statement = statementBytes(manifestOf(sealIntent().body, { repository: REPOSITORY, number: 7, hash }));
  manifest = sha256(statement);
  const loaded = rulesWith();
  await withSigstore({}, async (sigstore) => {
    bundle = await sealWith(sigstore, statement);
    if (!loaded.ok) throw new Error('the reference policies do not load');
    const { workflow: _, ...seal } = loaded.rules.seal;
    const policy = { ...seal, profile: 'public', identity: IDENTITY, issuer: ISSUER } as const;
    rules = { ok: true, rules: { ...loaded.rules, seal: policy, trustedRoot: JSON.stringify(sigstore.trustedRoot) } };
  });
});
const released1 = () => story.map((draft, index) => (index === 8 ? sealed(7, bundle) : draft));

function record(
  drafts: readonly Draft[],
  change: { pull?: number; rivals?: number[]; rules?: LoadedRules; standing?: string[] } = {},
) {
  const { pull = 20, rivals = [], standing = [] } = change;
  const seenPull = { number: pull, head: HEAD } as PullSeen;
  const root = standing.map((name) => ({ name, mode: 0o100644, oid: oid('7') }));
  const decision = { read: { packet: place.packet, root, commits: [], files: [] } };
  const observation = { pull: seenPull, rivals, decision, repository: { id: REPOSITORY, owner: '', name: '' } };
  const ledger: LedgerFacts = factsOf(drafts);
  return decisionRecord(place, observation, ledger, change.rules ?? rules);
}
const seen = (pull: number, decision = 'bpe-2026-014/r1-d1'): Draft => ({
  kind: 'head-seen',
  body: { pull, head: HEAD, base: `council/${council}`, packet: null, decision, arrival: null },
});
const which = { packet: 'bpe-2026-014', revision: 1, decision: 1 };
const signed = (person: string, option: string, review: number, pull = 20): Draft => ({
  kind: 'signed',
  body: {
    ...{ ...which, pull, head: HEAD, file: sum('7'), manifest: sum('8'), review, account: review, person },
    roles: ['human', 'council'],
    assurance: 'review',
    outcome: { verdict: 'approve', option },
    submitted_at: AT,
  },
});
const concluded = (decision: number): Draft => ({
  kind: 'concluded',
  body: {
    ...{ ...which, pull: 20, decision, council, scope: 'production', outcome: { verdict: 'reject' } },
    signers: ['cyd', 'dan'].map((person, index) => ({ person, account: index + 1, review: index + 1 })),
    conclusion: sum('9'),
    merge: oid('8'),
    seal: 12,
  },
});

describe('the release that a decision is about', () => {
  it('is as the ledger has it, its sealed manifest verified anew', () => {
    expect(record(released1()).release).toEqual({
      entry: 13,
      council,
      revision_digest: sum('1'),
      review_window: { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' },
      approvers: ['ann'],
      proposers: [
        { person: 'pia', account: null },
        { person: null, account: 16 },
      ],
      manifest: { known: manifest },
      withdrawn: false,
      superseded: null,
    });
  });

  it('does not say who had a hand in it where it was released before that was recorded', () => {
    const { proposers: _, ...body } = Object(released(8)).body;
    expect(record([...released1().slice(0, 13), { kind: 'released', body }]).release?.proposers).toBeNull();
  });

  it('is none before it was released', () => {
    expect(record(released1().slice(0, 13)).release).toBeNull();
  });

  it('is known as withdrawn', () => {
    expect(record([...released1(), withdrawn]).release?.withdrawn).toBe(true);
  });

  it('proves no manifest by a seal that was made for another entry, by another signer, or that nobody finds', () => {
    const broken = { broken: true };
    expect(record(story).release?.manifest).toMatchObject(broken);
    const later = [
      ...released1().slice(0, 6),
      ...released1().slice(5, 7),
      sealIntent(),
      sealed(8, bundle),
      released(9),
    ];
    expect(record(later).release?.manifest).toMatchObject(broken);
    expect(record([...released1().slice(0, 13), released(4)]).release?.manifest).toMatchObject(broken);
    if (!rules.ok) throw new Error('no rules');
    const { seal } = rules.rules;
    const other = { ...seal, identity: 'https://somebody.example/else' };
    const by = { ok: true, rules: { ...rules.rules, seal: other } } as const;
    expect(record(released1(), { rules: by }).release?.manifest).toMatchObject(broken);
  });

  it('has a manifest that nobody knows while the rules do not load', () => {
    const none = { ok: false, problems: [] } as const;
    expect(record(released1(), { rules: none }).release?.manifest).toMatchObject({ skipped: true });
  });
});

describe('a decision in the ledger', () => {
  it('is the first of its revision, and after a conclusion the next', () => {
    expect(record(story)).toMatchObject({ expected: 1, concluded: null });
    expect(record([...story, concluded(1)])).toMatchObject({
      expected: 2,
      concluded: { entry: 14, pull: 20, outcome: { verdict: 'reject' } },
    });
    expect(record([...story, concluded(1), concluded(2)]).expected).toBe(3);
    expect(record(story, { standing: ['r1-d1.yaml', 'r2-d7.yaml', 'notes.md'] }).expected).toBe(2);
  });

  it('stands behind open pull requests that carried it before, and not behind younger ones', () => {
    const drafts = [...story, seen(21), seen(20), seen(22)];
    expect(record(drafts, { rivals: [21, 22] }).doubles).toEqual([21]);
    expect(record(drafts, { rivals: [22] }).doubles).toEqual([]);
    expect(record([...story, seen(21)], { rivals: [21] }).doubles).toEqual([21]);
  });

  it('keeps every signature here in its order, and none on another pull request', () => {
    const drafts = [...story, signed('cyd', 'hold', 1), signed('dan', 'hold', 2), signed('cyd', 'escalate', 3)];
    const { signed: here, elsewhere } = record([...drafts, signed('dan', 'other', 4, 21)]);
    expect(here.map(({ person, outcome, review }) => [person, outcome, review])).toEqual([
      ['cyd', { verdict: 'approve', option: 'hold' }, 1],
      ['dan', { verdict: 'approve', option: 'hold' }, 2],
      ['cyd', { verdict: 'approve', option: 'escalate' }, 3],
    ]);
    expect(elsewhere).toMatchObject([{ person: 'dan', outcome: { option: 'other' } }]);
  });

  it('was asked to be concluded by the last wish that was granted at this head', () => {
    const wish = (comment: number, change: object = {}): Draft => ({
      kind: 'command',
      body: {
        ...{ pull: 20, issue: null, comment, account: 3, person: 'cyd', verb: 'conclude', argument: null, head: HEAD },
        answer: 'it will be concluded',
        result: 'done',
        outcome: { verdict: 'reject' },
        ...change,
      },
    });
    expect(record([...story, wish(1), wish(2)]).asked).toEqual({
      person: 'cyd',
      account: 3,
      comment: 2,
      outcome: { verdict: 'reject' },
    });
    const refused = wish(1, { result: 'refused', code: 'signer-not-owner', outcome: undefined });
    for (const none of [wish(1, { head: oid('7') }), wish(1, { verb: 'recheck' }), wish(1, { pull: 21 }), refused])
      expect(record([...story, none]).asked).toBeNull();
  });
});

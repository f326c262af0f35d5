import type { Claims, Opinion } from '../../../src/claims/claims.ts';
import { digestOf } from '../../../src/digest/digest.ts';
import { outcome } from '../../../src/finding/finding.ts';
import { judgePacket } from '../../../src/judge/packet.ts';
import { reference } from '../../../src/rehearse/stage/reference.ts';
import type { Measurement } from '../figure.ts';

const SECONDS = 3;

/** How many findings one core makes in a second, on a large pull request by the reference policies. */
export const judgeThroughput: Measurement = async () => {
  const rules = { ok: true, rules: reference().rules } as const;
  const claims = largeClaims();
  const found = outcome(judgePacket(claims, rules));
  if (found !== 'go') throw new Error(`expected the sample to be judged to the end, seen ${found}`);
  let findings = 0;
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    for (let each = 0; each < 100; each++) judgePacket(claims, rules);
    findings += 100;
  }
  const measured = (findings * 1000) / (performance.now() - began);
  const what = 'findings of `judge`: 10 reviews, 50 files, 20 commits, one core';
  return [{ what, unit: 'findings/s', measured, beside: { what: 'aim', value: 20_000 }, better: 'more' }];
};

/** Both owners approved; eight more reviews are looked at and set aside. */
function largeClaims(): Claims {
  const head = 'a'.repeat(40);
  const tip = 'b'.repeat(40);
  const someDigest = digestOf('sample');
  const at = '2026-11-22T12:00:00Z';
  const window = { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' };
  const opinion = (review: number, account: number, login: string, person: string | null): Opinion => ({
    review,
    account,
    login,
    type: 'User',
    person,
    agent: false,
    can_write: true,
    state: 'approved',
    objects: false,
    head,
    submitted_at: at,
    binding: { bound: true },
  });
  const others = Array.from({ length: 8 }, (_, index) => opinion(10 + index, 5000 + index, `outsider-${index}`, null));
  return {
    schema: 'governance.v1.Claims',
    at,
    skew_seconds: 0,
    repository: 9001,
    policy_commit: tip,
    pull: {
      number: 7,
      head,
      base: 'council/release-integrity',
      base_tip: tip,
      state: 'open',
      draft: false,
      locked: false,
      fork: false,
      conflicting: false,
      author: { account: 2001, login: 'packet-agent', agent: true },
      shares_head_with: [],
      commits: 20,
      files: 50,
      reviews: 10,
    },
    change: { known: { kind: 'packet', packet: 'bpe-2026-014' } },
    history: { known: [] },
    packet: {
      known: {
        valid: true,
        facts: {
          id: 'bpe-2026-014',
          revision: 1,
          title: 'Exception from build provenance for one release train',
          council: 'release-integrity',
          requester: 'fay',
          revision_digest: someDigest,
          files: Array.from({ length: 50 }, (_, index) => ({
            name: `evidence/${index}.txt`,
            sha256: someDigest,
            bytes: 2000,
          })),
          window,
          summary: 'what is asked for',
          options: [
            {
              id: 'hold',
              kind: 'wait',
              title: 'Hold the promotion',
              description: null,
              reach: [],
              expires: '2026-12-01T00:00:00Z',
            },
            {
              id: 'exception-30d',
              kind: 'exception',
              title: 'One exception',
              description: null,
              reach: ['once'],
              expires: '2026-12-20T00:00:00Z',
            },
          ],
          blocked_paths: [
            'unsigned-direct-promotion',
            'retroactive-provenance-fabrication',
            'open-ended-waiver-reuse',
          ].map((id) => ({ id, text: 'must not be done' })),
          evidence: ['reproducible-build', 'signer-quorum'].map((kind) => ({
            kind,
            uri: 'https://example.com/it',
            checksum: someDigest,
          })),
          audience: { repositories: ['acme/release-integrity-council'], teams: ['acme/release-integrity'] },
        },
      },
    },
    evidence: (['reproducible-build', 'signer-quorum'] as const).map((kind) => ({
      kind,
      uri: 'https://example.com/it',
      checksum: someDigest,
      citation: someDigest,
      found: { known: { state: 'verified', statement: someDigest, signer: null, signed_at: at, says: [] } },
      state: { state: 'verified', statement: someDigest },
    })),
    terms: null,
    owners: { problems: [], accounts: [1001, 1002, 1007], lines: [{ line: 8, text: '/packets/ @ann @ben @gus' }] },
    proposers: [
      { account: 2001, person: null, agent: true, as: 'author of the pull request' },
      { account: 1006, person: 'fay', agent: false, as: 'requester' },
    ],
    unresolved: [],
    opinions: { known: [opinion(1, 1001, 'ann', 'ann'), opinion(2, 1002, 'ben', 'ben'), ...others] },
    ledger: {
      known: {
        number: 12,
        hash: someDigest,
        first_base: 'council/release-integrity',
        council_tip: tip,
        council_stopped: null,
        packet_council: 'release-integrity',
        arrival: { activity: 1, at, actor: 2001 },
        revision: { expected: 1, because: 'it is the first', ended: null, supersedes: null },
        rivals: [],
        refusal: null,
        merging: null,
      },
    },
    troubles: {},
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claims } from '../../src/claims/claims.ts';
import type { EvidenceClaim } from '../../src/claims/evidence.ts';
import type { LedgerClaim } from '../../src/claims/ledger.ts';
import type { Opinion } from '../../src/claims/opinion.ts';
import type { PacketFacts } from '../../src/claims/packet.ts';
import { type LoadedRules, loadRules } from '../../src/policy/rules.ts';
import type { BranchKind } from '../../src/protection/needed.ts';
import type { BranchSeen, ProtectionSeen } from '../../src/protection/seen.ts';
import { neededRules } from '../protection/rules.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The reference policies, with an owner line for packets/. `change` edits the text of a file before it is loaded. */
export function rulesWith(change: Readonly<Record<string, (text: string) => string>> = {}): LoadedRules {
  const paths = readdirSync(join(ROOT, 'policies'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
  const files = paths.map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, bytes: Buffer.from(change[path]?.(text) ?? text) };
  });
  return loadRules(files, '/packets/ @ann @ben\n');
}

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
export const HEAD = 'b'.repeat(40);
const TIP = 'c'.repeat(40);

const CITED = (['reproducible-build', 'signer-quorum'] as const).map((kind) => ({
  kind,
  uri: `https://evidence.acme.example/${kind}`,
  checksum: DIGEST,
}));

export const packet: PacketFacts = {
  id: 'bpe-2026-014',
  revision: 1,
  title: 'Build-provenance exception',
  council: 'release-integrity',
  requester: 'fay',
  revision_digest: DIGEST,
  files: [{ name: 'packet.yaml', sha256: DIGEST, bytes: 100 }],
  window: { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' },
  summary: 'The attestation service was down.',
  options: [{ id: 'hold', kind: 'wait', title: 'Hold', description: null, expires: '2026-12-01T00:00:00Z', reach: [] }],
  blocked_paths: ['unsigned-direct-promotion', 'retroactive-provenance-fabrication', 'open-ended-waiver-reuse'].map(
    (id) => ({ id, text: id }),
  ),
  evidence: CITED,
  audience: { repositories: ['acme/release-integrity-council'], teams: ['acme/release-integrity'] },
};

/** An approval of the present head and terms. */
export function approval(person: string, account: number, change: Partial<Opinion> = {}): Opinion {
  return {
    review: account,
    account,
    login: person,
    type: 'User',
    person,
    agent: false,
    can_write: true,
    state: 'approved',
    objects: false,
    head: HEAD,
    submitted_at: '2026-11-22T10:00:00Z',
    binding: { bound: true },
    ...change,
  };
}

export const ledger: LedgerClaim = {
  number: 5,
  hash: DIGEST,
  first_base: 'council/release-integrity',
  council_tip: TIP,
  halts: [],
  packet_council: 'release-integrity',
  arrival: { activity: 1, at: '2026-11-22T09:30:00Z', actor: 2001 },
  passed: null,
  revision: { expected: 1, because: 'no revision was approved before', ended: null, supersedes: null },
  decision: null,
  rivals: [],
  refusal: null,
  denials: [],
  merge: null,
  merging: null,
};

/** The evidence that the packet cites, all of it verified but for what `found` says of a kind. */
export function evidenceWith(found: Partial<Record<string, EvidenceClaim['found']>> = {}): Pick<Claims, 'evidence'> {
  const signer = { identity: 'https://evidence.acme.example/signer', issuer: 'https://login.acme.example' };
  const verified = {
    state: 'verified',
    statement: DIGEST,
    signer,
    signed_at: '2026-11-22T08:00:00Z',
    says: [],
  } as const;
  const state = { state: 'verified', statement: DIGEST } as const;
  return {
    evidence: CITED.map((cited) => ({
      ...cited,
      citation: DIGEST,
      found: found[cited.kind] ?? { known: verified },
      state,
    })),
  };
}

/** What an App is shown where every ruleset is as needed: all but who passes over them. */
export function protectionWith(change: Partial<ProtectionSeen> = {}): ProtectionSeen {
  const branch = (branch: string, kind: BranchKind): BranchSeen => ({ branch, kind, rules: neededRules(kind) });
  const branches = [branch('main', 'main'), branch('council/release-integrity', 'council'), branch('ledger', 'ledger')];
  return { app: 77, excused: null, branches, merge_commits: true, ...change };
}

/** Claims for which everything is met; a test changes the one thing that it is about. */
export function claimsWith(change: Partial<Claims> = {}): Claims {
  return {
    schema: 'governance.v1.Claims',
    at: '2026-11-22T12:00:00Z',
    skew_seconds: 0,
    repository: 9001,
    policy_commit: 'd'.repeat(40),
    main: { known: { known: 'd'.repeat(40), tip: 'd'.repeat(40), merges: [], strange: null } },
    pull: {
      number: 1,
      head: HEAD,
      base: 'council/release-integrity',
      base_tip: TIP,
      state: 'open',
      draft: false,
      locked: false,
      fork: false,
      conflicting: false,
      author: { account: 2001, login: 'packet-agent', agent: true },
      shares_head_with: [],
      commits: 1,
      files: 4,
      reviews: 2,
      comments: 0,
    },
    change: { known: { kind: 'packet', packet: packet.id } },
    policy: { unknown: 'not read: it proposes no rules', skipped: true },
    history: { known: [] },
    packet: { known: { valid: true, facts: packet } },
    decision: { unknown: 'not read: it proposes no decision', skipped: true },
    ...evidenceWith(),
    terms: null,
    owners: {
      copy: 'e'.repeat(40),
      problems: [],
      accounts: [1001, 1002, 1101],
      lines: [{ line: 1, text: '/packets/ @ann @ben' }],
    },
    protection: { known: protectionWith() },
    readers: { known: { visibility: 'private', outsiders: [], certain: true } },
    watched: { known: true },
    proposers: [
      { account: 2001, person: null, agent: true, as: 'author of the pull request' },
      { account: null, person: 'fay', agent: false, as: 'requester' },
    ],
    unresolved: [],
    opinions: { known: [approval('ann', 1001), approval('ben', 1002)] },
    signatures: { unknown: 'not read: it proposes no decision', skipped: true },
    commands: { known: [] },
    unheard: [],
    ledger: { known: ledger },
    troubles: {},
    ...change,
  };
}

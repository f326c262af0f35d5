import { branchOf } from '../../council/branch.ts';
import type { LedgerFacts } from '../../ledger/facts.ts';
import { teamsNamed } from '../../policy/consult.ts';
import type { LoadedRules } from '../../policy/rules.ts';
import type { Instant } from '../../time/instant.ts';
import type { FolderSeen } from '../../verify/observation/folder.ts';
import type { PullSeen } from '../../verify/observation/pull.ts';
import type { TeamSeen } from '../../verify/observation/rules.ts';
import type { HistorySeen } from '../../verify/observation/tree.ts';
import type { EvidenceSeen, Observation, Read, Unread } from '../../verify/observation.ts';
import type { Checkout, Copies } from './rules.ts';

/** What a folder would be proposed with. */
export interface Proposal {
  readonly folder: FolderSeen;
  readonly rules: Checkout;
  /** What the files of these rules say. */
  readonly loaded: LoadedRules;
  /** The council to whose branch; null where neither the packet nor the caller names one. */
  readonly council: string | null;
  /** Git blob ids of CODEOWNERS on main and on the council's branch; null where nobody knows both branches. */
  readonly copies: Copies | null;
  readonly evidence: Read<readonly EvidenceSeen[]>;
  /** What the ledger says; null where nobody was asked. */
  readonly ledger: Read<LedgerFacts> | null;
  readonly at: Instant;
}

/**
 * What would be observed if this folder were proposed now: what is on disk as it is, and of all that only GitHub knows
 * nothing. The values in its pull request stand for no pull request; `judgeFolder` lets no rule count that asks for one.
 */
export function observationOf({ folder, rules, loaded, council, copies, evidence, ledger, at }: Proposal): Observation {
  const history = historyOf(folder.id);
  const pull = pullOf(council, history);
  // Who is in a team, only GitHub knows. Until then it may be anybody: a team holds nothing back.
  const anybody = loaded.ok ? Object.values(loaded.rules.people.people).flatMap(({ accounts }) => accounts) : [];
  const members = anybody.map(({ id }) => id);
  const teams = teamsNamed(loaded).map((name): TeamSeen => ({ name, id: 0, members }));
  return {
    at,
    skewSeconds: 0,
    repository: { id: 0, owner: '', name: '' },
    main: rules.commit,
    mainMoved: NONE,
    proposed: NONE,
    rules: { read: { loaded, strayCodeowners: rules.strays } },
    codeownersErrors: [],
    teams,
    readers: NONE,
    watched: NONE,
    protection: NONE,
    rivals: [],
    pull: { ...pull, mainCodeowners: copies?.main ?? null, baseCodeowners: copies?.council ?? null },
    reviews: NONE,
    discussion: NONE,
    activity: NONE,
    history: { read: history },
    folder: { read: folder },
    decision: NONE,
    evidence,
    ledger: ledger ?? NONE,
    troubles: {},
    check: null,
  };
}

const NONE: Unread = { unread: 'there is no pull request', skipped: true };
const NO_COMMIT = '0'.repeat(40);
const FOLDER = 0o40000;

/** The change that would be proposed: this folder, and nothing else. */
function historyOf(id: string): HistorySeen {
  const packets = [{ name: id, mode: FOLDER, oid: NO_COMMIT }];
  const root = [{ name: 'packets', mode: FOLDER, oid: NO_COMMIT }];
  return {
    root: { oid: NO_COMMIT, tree: { root, packets: [], decisions: [], github: [] } },
    commits: [{ oid: NO_COMMIT, tree: { root, packets, decisions: [], github: [] } }],
  };
}

function pullOf(council: string | null, { commits, root }: HistorySeen): PullSeen {
  return {
    nodeId: '',
    number: 0,
    url: '',
    title: '',
    state: 'open',
    draft: false,
    locked: false,
    fork: false,
    createdAt: '',
    // An agent, so that the rule about proposers asks for the requester and for nobody else.
    author: { id: null, login: '', type: 'Bot' },
    head: NO_COMMIT,
    headRef: '',
    base: branchOf(council ?? ''),
    baseTip: null,
    baseCodeowners: null,
    mainCodeowners: null,
    conflicting: false,
    commitCount: commits.length,
    fileCount: 0,
    reviewCount: 0,
    commentCount: 0,
    commits: commits.map(({ oid }) => ({ oid, parents: [root.oid], people: [] })),
    retargetedAt: null,
    sharesHeadWith: [],
    calls: [],
    awaited: [],
    merge: null,
  };
}

import { type DecisionPlace, decisionId } from '../decision/place.ts';
import type { Digest } from '../digest/digest.ts';
import type { Code } from '../finding/code.ts';
import { NO_PULL, type PullFacts } from '../ledger/facts/pull.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import { sealedManifest } from '../ledger/facts/releases.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { compareInstants } from '../time/instant.ts';

/** A release that a council can still decide about, and nobody proposed to, as the ledger says. */
export interface Undecided {
  readonly place: DecisionPlace;
  readonly council: string;
  readonly closes: string;
  /** The sealed manifest of the release. */
  readonly manifest: Digest;
  /** A person who asked for the packet, or else one who proposed it. */
  readonly requester: string;
}

/** Why the last look found that a pull request does not propose what its place says. */
const NO_PROPOSAL: readonly Code[] = [
  'decision-invalid',
  'verdict-not-permitted',
  'manifest-missing',
  'manifest-unknown',
  'packet-unreleased',
];

/**
 * The releases for which the App is to propose the first decision. None of those that were taken back or overtaken,
 * whose window is over, or of which no entry says who proposed them: nobody could sign a decision about such a one.
 */
export function undecided(ledger: LedgerFacts, at: string): Undecided[] {
  const { releases, decisions, pulls } = ledger;
  return [...releases.values()].flatMap((release) => {
    const { packet, revision, council, review_window, supersededBy, withdrawnBy } = release;
    const place = { packet, revision, number: 1 };
    const over = compareInstants(at, review_window.closes) >= 0;
    const id = decisionId(place);
    const isProposed = (decisions.get(id)?.pulls ?? []).some((pull) => proposes(pulls.get(pull) ?? NO_PULL, id));
    if (supersededBy !== null || withdrawnBy !== null || over || isProposed) return [];
    const manifest = sealedManifest(release, ledger);
    const requester = whoAsked(release);
    if (manifest === null || requester === null) return [];
    return [{ place, council, closes: review_window.closes, manifest, requester }];
  });
}

/** Whoever puts something else in its place, early or late, keeps nobody from being asked. */
function proposes({ heads, finding }: PullFacts, id: string): boolean {
  return heads.at(-1)?.decision === id && !finding?.codes.some((code) => NO_PROPOSAL.includes(code));
}

/** A requester has no account in the entry: `packet.yaml` names the person alone. */
function whoAsked({ proposers = [] }: ReleaseFacts): string | null {
  const named = proposers.find(({ person, account }) => person !== null && account === null);
  return (named ?? proposers.find(({ person }) => person !== null))?.person ?? null;
}

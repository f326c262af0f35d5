import type { RevisionClaim } from '../claims/ledger.ts';
import type { PacketFacts as Packet } from '../claims/packet.ts';
import type { Code } from '../finding/code.ts';
import type { PacketFacts, RevisionFacts } from '../ledger/facts/packet.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { changedTerms, type TermName } from '../terms/changed.ts';
import type { Terms } from '../terms/terms.ts';

/** Terms whose change makes another revision of it; a change of rules alone only asks for new approvals. */
const MAKES_ANOTHER: readonly TermName[] = [
  'revision digest',
  'option set',
  'blocked paths',
  'evidence state',
  'audience',
  'review window',
  'scope',
];

/**
 * Which number the revision at this head must have, and which approved revision it takes the place of. A number is
 * used up once an owner's approval counted for it, or it was released or denied.
 */
export function revisionClaim(
  packet: Packet,
  terms: Terms | null,
  pull: number,
  beaten: readonly number[],
  ledger: LedgerFacts,
): RevisionClaim {
  const known = ledger.packets.get(packet.id);
  const used = [...(known?.revisions.values() ?? [])].filter(({ state }) => state !== 'open');
  const highest = used.sort((a, b) => b.revision - a.revision)[0];
  if (highest === undefined) {
    return { expected: 1, because: 'no revision was approved before', ended: null, supersedes: null };
  }
  const changed = highest.state === 'approved' ? changedSince(highest, known, packet, terms, ledger) : [];
  const supersedes =
    changed.length > 0 && highest.pull === pull
      ? { revision: highest.revision, digest: highest.digest, changed, codes: codesOf(changed) }
      : null;
  const standing = highest.state === 'approved' && supersedes === null && highest.digest === packet.revision_digest;
  const expected = standing ? highest.revision : highest.revision + 1;
  const because = standing
    ? `revision ${highest.revision} is these same bytes`
    : `revision ${highest.revision} is ${supersedes ? 'superseded' : highest.state}`;
  const ended = endedAs(known?.revisions.get(packet.revision), packet);
  return { expected, because, ended, supersedes: supersedes ?? rivalRevision(known, beaten) };
}

/** The approved revision of another pull request that an owner's approval of this one takes the place of. */
function rivalRevision(known: PacketFacts | undefined, beaten: readonly number[]): RevisionClaim['supersedes'] {
  for (const { state, pull, revision, digest } of known?.revisions.values() ?? []) {
    if (state === 'approved' && beaten.includes(pull))
      return { revision, digest, changed: ['revision digest'], codes: ['packet-superseded'] };
  }
  return null;
}

/** What denies a revision for itself, whatever else its finding named. */
const DENIALS: readonly Code[] = ['packet-denied', 'packet-withdrawn'];

/** The same number and the same bytes as a revision that ended: it is that revision, come back. */
function endedAs(known: RevisionFacts | undefined, packet: Packet): RevisionClaim['ended'] {
  if (known === undefined || known.digest !== packet.revision_digest) return null;
  const { state } = known;
  if (state === 'open' || state === 'approved') return null;
  if (state !== 'denied') return { state, codes: ['packet-superseded'] };
  return { state, codes: [DENIALS.find((code) => known.codes?.includes(code)) ?? 'approval-expired'] };
}

function changedSince(
  approved: RevisionFacts,
  known: PacketFacts | undefined,
  packet: Packet,
  terms: Terms | null,
  ledger: LedgerFacts,
): readonly TermName[] {
  const bytes: TermName[] = approved.digest === packet.revision_digest ? [] : ['revision digest'];
  const before = termsApproved(approved, known, ledger);
  const changed = before && terms ? changedTerms(before, terms).map(({ term }) => term) : [];
  return [...new Set([...bytes, ...changed.filter((term) => MAKES_ANOTHER.includes(term))])];
}

/** The terms that the last counted approval of a revision was given for. */
function termsApproved(approved: RevisionFacts, known: PacketFacts | undefined, ledger: LedgerFacts): Terms | null {
  const approval = known?.approvals.findLast(({ revision }) => revision === approved.revision);
  const shown = ledger.pulls.get(approved.pull)?.shown.findLast(({ digest }) => digest === approval?.terms);
  return shown?.terms ?? null;
}

function codesOf(changed: readonly TermName[]): Code[] {
  const codes: Partial<Record<TermName, Code>> = {
    'option set': 'option-set-changed',
    'blocked paths': 'blocked-paths-missing',
    audience: 'audience-mismatch',
  };
  return [...new Set(['packet-superseded' as const, ...changed.flatMap((term) => codes[term] ?? [])])];
}

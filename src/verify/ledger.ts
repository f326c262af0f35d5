import type { Claims } from '../claims/claims.ts';
import type { DecisionRecord } from '../claims/decision.ts';
import type { LedgerClaim } from '../claims/ledger.ts';
import type { PacketFacts } from '../claims/packet.ts';
import { councilOf } from '../council/branch.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { compareInstants } from '../time/instant.ts';
import { denialsOf } from './commands.ts';
import { haltClaims } from './halt.ts';
import type { Observation } from './observation.ts';
import { refusalOf } from './refusal.ts';
import { revisionClaim } from './revision.ts';
import { rivalsOf } from './rivals.ts';

/**
 * The newest arrival of the head on its branch: a head that went and came back has arrived anew. Where the ledger saw
 * another head after that arrival, the row of the present one is still missing from the log.
 */
export function arrivalOf({ activity, pull }: Observation, facts: PullFacts | undefined): LedgerClaim['arrival'] {
  const rows = 'read' in activity ? activity.read.rows : [];
  const own = rows.filter(({ ref, after }) => ref === `refs/heads/${pull.headRef}` && after === pull.head);
  const newest = own.sort((a, b) => compareInstants(b.at, a.at) || b.id - a.id)[0];
  if (newest === undefined) return null;
  const heads = facts?.heads ?? [];
  const seen = heads.findLastIndex(({ arrival }) => arrival?.activity === newest.id);
  const left = seen !== -1 && heads.slice(seen + 1).some(({ head }) => head !== pull.head);
  return left ? null : { activity: newest.id, at: newest.at, actor: newest.actor };
}

/** What was proven of a proposal that the ledger may know. */
interface Proposal {
  readonly arrival: LedgerClaim['arrival'];
  /** The packet that the change names, or that its decision is about. */
  readonly packet: string | null;
  /** The revision that is proposed; null where something else is, or none that is valid. */
  readonly revision: PacketFacts | null;
  /** The terms that stand here now. */
  readonly terms: Claims['terms'];
  readonly decision: DecisionRecord | null;
}

/** What the ledger says of what was observed. */
export function ledgerClaim(
  observation: Observation,
  ledger: LedgerFacts,
  { arrival, packet, revision, terms, decision }: Proposal,
): LedgerClaim {
  const { pull, at } = observation;
  const rivals = rivalsOf(pull.number, decision === null ? observation.rivals : [], packet ?? '', ledger);
  const council = ledger.councils.get(councilOf(pull.base) ?? '');
  const facts = ledger.pulls.get(pull.number);
  return {
    number: ledger.head?.number ?? 0,
    hash: ledger.head?.hash ?? 'sha256:',
    first_base: facts?.base ?? null,
    council_tip: council?.tip ?? null,
    halts: haltClaims(ledger, councilOf(pull.base)),
    packet_council: ledger.packets.get(packet ?? '')?.council ?? null,
    arrival,
    passed: facts?.passed?.head ?? null,
    revision: revision && revisionClaim(revision, terms?.terms ?? null, pull.number, rivals.beaten, ledger),
    decision,
    rivals: rivals.undecided,
    refusal: refusalOf(facts, pull, at),
    denials: denialsOf(facts, pull.head),
    merge: mergeOf(facts),
    merging: mergingInto(councilOf(pull.base), ledger),
  };
}

function mergeOf(facts: PullFacts | undefined): LedgerClaim['merge'] {
  const merge = facts?.effects.findLast(({ intent, outcome }) => {
    return intent.effect === 'merge' && outcome?.body.result === 'done';
  });
  if (facts === undefined || merge?.intent.effect !== 'merge') return null;
  const { packet, revision } = merge.intent;
  return { packet, revision, withdrawn: facts.withdrawn !== null };
}

function mergingInto(council: string | null, ledger: LedgerFacts): LedgerClaim['merging'] {
  for (const { number, intent } of ledger.openIntents.values()) {
    if ('council' in intent && intent.council === council)
      return { pull: intent.pull, head: intent.head, entry: number };
  }
  return null;
}

import { packetIn } from '../claims/packet.ts';
import type { Digest } from '../digest/digest.ts';
import { canonicalJson, sha256 } from '../digest/digest.ts';
import { codes, leaves, obstacles, outcome } from '../finding/finding.ts';
import type { CountedApproval } from '../judge/counted.ts';
import { countApprovals } from '../judge/rules/approvals.ts';
import type { Draft } from '../ledger/entry.ts';
import { councilOn } from '../policy/consult.ts';
import { factsOf, type Looked, packetNamed } from './looked.ts';

/** The approvals that count for this finding. */
export function approvalsOf({ claims, rules }: Looked): readonly CountedApproval[] {
  const council = councilOn(rules, claims.pull.base);
  return council === null ? [] : countApprovals(claims, council).counted;
}

/** The bytes of the claims, and the digest by which entries name them. */
export interface ClaimsFile {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** The claims of this look as a file of the ledger. */
export function claimsFile({ claims }: Looked): ClaimsFile {
  const bytes = Buffer.from(canonicalJson(claims), 'utf8');
  return { digest: sha256(bytes), bytes };
}

/** The file of claims, if one of these entries names it. */
export function claimsNamed(record: readonly Draft[], { digest, bytes }: ClaimsFile): ReadonlyMap<Digest, Uint8Array> {
  const named = record.some(({ body }) => 'claims' in body && body.claims === digest);
  return new Map(named ? [[digest, bytes]] : []);
}

/** What the finding means for the revision: approvals that count for the first time, and the revision it replaces. */
export function standingOf(looked: Looked): Draft[] {
  return [...superseded(looked), ...approved(looked)];
}

function superseded(looked: Looked): Draft[] {
  const { claims } = looked;
  const revision = 'known' in claims.ledger ? claims.ledger.known.revision : null;
  const packet = packetIn(looked.claims);
  if (!revision?.supersedes || packet === null) return [];
  const { revision: number, digest, codes: named } = revision.supersedes;
  const by = { pull: claims.pull.number, head: claims.pull.head };
  return [{ kind: 'superseded', body: { packet: packet.id, revision: number, digest, by, codes: [...named] } }];
}

function approved(looked: Looked): Draft[] {
  const { claims, ledger } = looked;
  const packet = packetIn(looked.claims);
  if (packet === null || claims.terms === null || !isNext(looked)) return [];
  const { id, revision, revision_digest: digest } = packet;
  const terms = claims.terms.digest;
  const known = ledger.packets.get(id)?.approvals ?? [];
  return approvalsOf(looked).flatMap(({ person, account, review }): Draft[] => {
    const counted = known.some((one) => one.review === review && one.revision === revision && one.terms === terms);
    const { number: pull, head } = claims.pull;
    return counted
      ? []
      : [{ kind: 'approved', body: { pull, packet: id, revision, head, digest, terms, review, person, account } }];
  });
}

/** The hold or denial, when it is another than the one recorded last. A `go` is recorded by the intent that it gives. */
export function findingDraft(looked: Looked, claims: Digest): Draft[] {
  const { finding } = looked;
  const last = factsOf(looked).finding;
  const result = outcome(finding);
  if (result === 'go') return [];
  const kind = result === 'hold' ? 'hold' : 'denied';
  const packet = packetIn(looked.claims);
  const body = {
    pull: looked.claims.pull.number,
    head: looked.claims.pull.head,
    packet: packetNamed(looked),
    revision: isNumbered(looked) && !takesBackForItself(looked) ? (packet?.revision ?? null) : null,
    digest: digestAtHead(looked),
    codes: codes(finding),
    rules: [...new Set(obstacles(finding).map(({ rule }) => rule))],
    claims,
  };
  const same =
    last !== null &&
    last.kind === kind &&
    last.head === body.head &&
    last.revision === body.revision &&
    last.digest === body.digest &&
    last.codes.join() === body.codes.join() &&
    // A denial stays one, also when the ledger has become another reason for it.
    (kind === 'denied' || last.rules?.join() === body.rules.join());
  return same ? [] : [{ kind, body }];
}

/**
 * Whether the head may speak of the revision whose number it bears: it is the next one, or the very bytes that ended
 * under it. Anything else would end a revision that others approved.
 */
function isNumbered(looked: Looked): boolean {
  const known = 'known' in looked.claims.ledger ? looked.claims.ledger.known.revision : null;
  return known?.ended != null || isNext(looked);
}

/**
 * Whoever may propose may take back, but not what others proposed: where another pull request carried the packet, a
 * withdrawal ends this one alone. An owner who means the revision denies it.
 */
function takesBackForItself(looked: Looked): boolean {
  const { finding, ledger, observation } = looked;
  const denying = obstacles(finding).filter((leaf) => leaf.status === 'unmet' && leaf.denies);
  const withdrawn = denying.length > 0 && denying.every(({ code }) => code === 'packet-withdrawn');
  const carriedBy = ledger.packets.get(packetNamed(looked) ?? '')?.pulls ?? [];
  return withdrawn && carriedBy.some((pull) => pull !== observation.pull.number);
}

/** An approval of anything but the next revision counts for none: one that ended would otherwise outdo its successor. */
function isNext({ finding }: Looked): boolean {
  const isMet = (wanted: string) => leaves(finding).find(({ rule }) => rule === wanted)?.status === 'met';
  // And owners of another council, to whom somebody proposed a copy, have no word about it.
  return isMet('revision') && isMet('council');
}

function digestAtHead({ claims }: Looked): Digest | null {
  if ('unknown' in claims.packet) return null;
  const { known } = claims.packet;
  return known.valid ? known.facts.revision_digest : known.revision_digest;
}

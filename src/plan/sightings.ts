import { packetIn } from '../claims/packet.ts';
import type { MainClaim } from '../claims/rules.ts';
import { councilOf } from '../council/branch.ts';
import { decisionId } from '../decision/place.ts';
import { canonicalJson } from '../digest/digest.ts';
import type { EvidenceState } from '../evidence/state.ts';
import type { Draft } from '../ledger/entry.ts';
import { councilIn } from '../policy/consult.ts';
import { factsOf, type Looked, packetNamed } from './looked.ts';

/** What this look saw for the first time, as entries: the ledger's own memory of heads, reviews and terms shown. */
export function sightings(looked: Looked): Draft[] {
  return [
    ...mainSighting(looked),
    ...councilSighting(looked),
    ...proposalSightings(looked),
    ...evidenceSightings(looked),
    ...termsShown(looked),
  ];
}

/** Main's tip, when nothing but changes that passed brought it there. */
export function mainSighting({ claims }: Looked): Draft[] {
  return 'known' in claims.main ? mainSeen(claims.main.known) : [];
}

/** The entry about where main is, if it came there by changes that passed. */
export function mainSeen({ tip, merges, strange }: MainClaim): Draft[] {
  return strange !== null || merges.length === 0 ? [] : [{ kind: 'main-seen', body: { tip, merges: [...merges] } }];
}

/** What is seen of every pull request, whatever it proposes. */
export function proposalSightings(looked: Looked): Draft[] {
  return [...headSighting(looked), ...reviewSightings(looked)];
}

function councilSighting({ ledger, observation, rules }: Looked): Draft[] {
  const council = councilOf(observation.pull.base);
  const tip = observation.pull.baseTip;
  if (council === null || tip === null || ledger.councils.has(council)) return [];
  return councilIn(rules, council) === null ? [] : [{ kind: 'council-seen', body: { council, tip } }];
}

function headSighting(looked: Looked): Draft[] {
  const { number, head, base } = looked.observation.pull;
  const arrival = arrivalOf(looked);
  const packet = packetNamed(looked);
  const decision = decisionNamed(looked);
  const last = factsOf(looked).heads.at(-1);
  const same =
    last?.head === head && last.base === base && (arrival === null || last.arrival?.activity === arrival.activity);
  const carriesNothing = packet === null && decision === null;
  if (same && (carriesNothing || (last.packet === packet && (last.decision ?? null) === decision))) return [];
  const carries = { packet, ...(decision !== null && { decision }) };
  return [{ kind: 'head-seen', body: { pull: number, head, base, ...carries, arrival } }];
}

/** The decision that the head carries, valid or not, by the place of its file. */
function decisionNamed({ claims: { decision } }: Looked): string | null {
  if ('unknown' in decision) return null;
  const place = decision.known.valid ? decision.known.facts : decision.known.place;
  return place === null ? null : decisionId(place);
}

function arrivalOf({ claims }: Looked) {
  const arrival = 'known' in claims.ledger ? claims.ledger.known.arrival : null;
  return arrival === null || arrival.actor === null ? null : { ...arrival, actor: arrival.actor };
}

function reviewSightings(looked: Looked): Draft[] {
  const { claims, observation } = looked;
  const known = factsOf(looked).reviews;
  const opinions = 'known' in claims.opinions ? claims.opinions.known : [];
  return opinions.flatMap(({ review, account, head, state, submitted_at }): Draft[] => {
    if (account === null || head === null || known.get(review)?.latest === state) return [];
    return [
      { kind: 'review-seen', body: { pull: observation.pull.number, review, account, state, head, submitted_at } },
    ];
  });
}

function evidenceSightings(looked: Looked): Draft[] {
  const { claims, observation } = looked;
  const packet = packetNamed(looked);
  const known = factsOf(looked).evidence;
  if (packet === null) return [];
  const evidence = claims.evidence.flatMap(({ kind, citation, state, found }) =>
    'unknown' in found || state === null || sameState(known.get(citation), state) ? [] : [{ kind, citation, state }],
  );
  if (evidence.length === 0) return [];
  return [{ kind: 'evidence-seen', body: { pull: observation.pull.number, packet, evidence } }];
}

function sameState(before: EvidenceState | undefined, now: EvidenceState): boolean {
  return before !== undefined && canonicalJson(before) === canonicalJson(now);
}

/** Terms count as shown once the ledger says so, for one arrival of one head; only then does the page show them. */
function termsShown(looked: Looked): Draft[] {
  const { claims, observation } = looked;
  const arrival = arrivalOf(looked);
  if (claims.terms === null || arrival === null || observation.pull.state !== 'open') return [];
  const { number, head } = observation.pull;
  const last = factsOf(looked).shown.findLast((shown) => shown.head === head && shown.arrival === arrival.activity);
  if (last?.digest === claims.terms.digest) return [];
  const body = { pull: number, head, arrival: arrival.activity, ...claims.terms, ...exceptionsIn(looked) };
  return [{ kind: 'terms-shown', body }];
}

/** Which options would grant an exception: terms hold but their digest, and an exception has no file of its own. */
function exceptionsIn({ claims }: Looked): { readonly exceptions?: readonly string[] } {
  const options = packetIn(claims)?.options ?? [];
  const exceptions = options.filter(({ kind }) => kind === 'exception').map(({ id }) => id);
  return exceptions.length === 0 ? {} : { exceptions };
}

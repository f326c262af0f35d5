import type { OwnersClaim, ReadersClaim } from '../claims/access.ts';
import type { Claims, Known } from '../claims/claims.ts';
import type { DecisionFacts } from '../claims/decision.ts';
import type { EvidenceClaim } from '../claims/evidence.ts';
import { isForRules } from '../claims/kind.ts';
import type { PacketClaim } from '../claims/packet.ts';
import type { PullClaim } from '../claims/pull.ts';
import { councilOf } from '../council/branch.ts';
import { decisionId } from '../decision/place.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { isAgent, type People } from '../people/people.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { termsDigest } from '../terms/terms.ts';
import { evidenceClaims } from './cited.ts';
import { commandClaims, unheardClaims } from './commands.ts';
import { recordOf } from './decided.ts';
import { known, mapKnown } from './known.ts';
import { arrivalOf, ledgerClaim } from './ledger.ts';
import { mainKnown } from './main.ts';
import type { PullSeen } from './observation/pull.ts';
import type { ReviewSeen } from './observation/review.ts';
import type { Troubles } from './observation/trouble.ts';
import type { Observation } from './observation.ts';
import { opinionsOf, type Standing } from './opinions.ts';
import { ownersClaim } from './owners.ts';
import type { PacketProof } from './packet.ts';
import { policyClaim, type SignedSoFar } from './policy.ts';
import { pathsOf, problemsIn, proposedIn } from './proposed.ts';
import { proposersOf } from './proposers.ts';
import { readersClaim } from './readers.ts';
import { loadedRules } from './rules.ts';
import { signatureClaims, type ToSign } from './signatures.ts';
import { termsUnder } from './terms.ts';
import { watchedClaim } from './watched.ts';

/** While the rules do not load nobody is known to be anybody. */
const NOBODY: People = { people: {}, agents: [] };

/** Makes claims of an observation. Pure: the same observation proves the same, whoever looks at it and when. */
export function verify(observation: Observation): Claims {
  const { pull, at } = observation;
  const rules = loadedRules(observation.rules);
  const people = rules.ok ? rules.rules.people : NOBODY;
  const facts = 'read' in observation.ledger ? observation.ledger.read : null;
  const earlier = facts?.pulls.get(pull.number);
  const proposed = proposedIn(observation, isForRules(earlier?.base ?? null, pull.base));
  const { kind, packet, proof, valid, decision, decided } = proposed;
  const evidence = valid ? evidenceClaims(valid.packet.evidence, observation.evidence, rules, earlier, at) : [];
  const terms = valid && termsClaim(valid, evidence, rules, councilOf(pull.base));
  const arrival = arrivalOf(observation, earlier);
  const standing = { pull, facts: earlier, arrival, terms: kind === 'packet' ? terms : ('head' as const) };
  const reviews = reviewsOf(observation);
  const activity = 'read' in observation.activity ? observation.activity.read : { rows: [], whole: true };
  return {
    schema: 'governance.v1.Claims',
    at,
    skew_seconds: observation.skewSeconds,
    repository: observation.repository.id,
    policy_commit: observation.main ?? '',
    main: mainKnown(known(observation.mainMoved), known(observation.ledger)),
    pull: pullClaim(pull, people),
    change: proposed.change,
    policy: mapKnown(known(observation.proposed), (seen) =>
      policyClaim(seen, pull, observation.main, signedSoFar(rules, facts)),
    ),
    history: problemsIn(observation, proposed.change),
    packet: mapKnown(proof, packetClaim),
    decision,
    signatures:
      'known' in decision
        ? mapKnown(reviews, (seen) => signatureClaims(seen, toSign(standing, decided, observation, rules, facts)))
        : decision,
    evidence,
    terms,
    // What a sync mends is no reason against it.
    owners: owners(observation, rules, pathsOf(proposed), kind === 'sync' ? pull.mainCodeowners : pull.baseCodeowners),
    readers: readersOf(observation, rules),
    watched: watchedClaim(observation.watched, at),
    protection: known(observation.protection),
    ...proposersOf(pull, activity, (valid?.facts ?? decided)?.requester ?? null, people),
    opinions: mapKnown(reviews, (seen) => opinionsOf(seen, people, standing)),
    commands: mapKnown(known(observation.discussion), ({ comments }) => commandClaims(comments, people, standing)),
    unheard:
      kind === 'decision' && 'read' in observation.discussion
        ? unheardClaims(observation.discussion.read.comments, people)
        : [],
    ledger: mapKnown(known(observation.ledger), (ledger) =>
      ledgerClaim(observation, ledger, {
        arrival,
        packet,
        revision: valid?.facts ?? null,
        terms,
        decision: recordOf(decision, observation, ledger, rules),
      }),
    ),
    troubles: reasonsOf(observation.troubles),
  };
}

/** Without the activity log nobody knows when the head arrived, and so not what any review was given for. */
function reviewsOf({ activity, reviews }: Observation): Known<readonly ReviewSeen[]> {
  return 'read' in activity ? known(reviews) : known(activity);
}

function readersOf({ readers, teams }: Observation, rules: LoadedRules): Known<ReadersClaim> {
  if (!rules.ok) return { unknown: 'not judged: the rules do not load', skipped: true };
  return mapKnown(known(readers), (seen) => readersClaim(seen, rules.rules, teams));
}

function reasonsOf({ signing, ledger, merge }: Troubles): Claims['troubles'] {
  return {
    ...(signing && { signing: signing.reason }),
    ...(ledger && { ledger: ledger.reason }),
    ...(merge && { merge: merge.reason }),
  };
}

function pullClaim(pull: PullSeen, people: People): PullClaim {
  const { id, login, type } = pull.author;
  return {
    number: pull.number,
    head: pull.head,
    base: pull.base,
    base_tip: pull.baseTip,
    state: pull.state,
    draft: pull.draft,
    locked: pull.locked,
    fork: pull.fork,
    conflicting: pull.conflicting,
    author: { account: id, login, agent: type === 'Bot' || (id !== null && isAgent(people, id)) },
    shares_head_with: pull.sharesHeadWith,
    commits: pull.commitCount,
    files: pull.fileCount,
    reviews: pull.reviewCount,
    comments: pull.commentCount,
  };
}

function toSign(
  standing: Standing,
  decision: DecisionFacts | null,
  { repository }: Observation,
  rules: LoadedRules,
  ledger: LedgerFacts | null,
): ToSign {
  return {
    standing,
    people: rules.ok ? rules.rules.people : NOBODY,
    repository: repository.id,
    decision,
    trust: rules.ok ? { trustedRoot: rules.rules.trustedRoot, profile: rules.rules.seal.profile } : null,
    signed: (decision && ledger?.decisions.get(decisionId(decision))?.signed) ?? [],
  };
}

function packetClaim(proof: PacketProof): PacketClaim {
  if (proof.valid) return { valid: true, facts: proof.facts };
  return { valid: false, revision_digest: proof.digest, problems: proof.problems };
}

function owners(
  { codeownersErrors, teams, pull, rules: seen }: Observation,
  rules: LoadedRules,
  paths: string[],
  copy: string | null,
): OwnersClaim {
  const strays = 'read' in seen ? seen.read.strayCodeowners : [];
  return ownersClaim(paths, rules, {
    errors: codeownersErrors,
    strays,
    teams,
    pull: { ...pull, baseCodeowners: copy },
  });
}

function termsClaim(
  proof: Extract<PacketProof, { valid: true }>,
  evidence: readonly EvidenceClaim[],
  rules: LoadedRules,
  council: string | null,
): Claims['terms'] {
  const states = evidence.flatMap(({ state }) => state ?? []);
  // Evidence that was never read leaves a hole in the terms: there is nothing yet that an owner could approve.
  if (states.length < evidence.length) return null;
  const terms = termsUnder(rules, council, proof, states);
  return terms && { terms, digest: termsDigest(terms) };
}

function signedSoFar(rules: LoadedRules, facts: LedgerFacts | null): SignedSoFar | null {
  if (!rules.ok || facts?.head == null) return null;
  return { keys: rules.rules.ledger.keys, upTo: facts.head.number };
}

import type {
  Change,
  Claims,
  EvidenceClaim,
  Known,
  OwnersClaim,
  PacketClaim,
  PullClaim,
  ReadersClaim,
} from '../claims/claims.ts';
import { isForRules } from '../claims/kind.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { councilOf } from '../council/branch.ts';
import { decisionId, decisionPath } from '../decision/place.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { isAgent, type People } from '../people/people.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Trust } from '../sigstore/verify.ts';
import { termsDigest } from '../terms/terms.ts';
import { changeBetween, changeOf, earlierDecisionsTouched, historyProblems } from './change.ts';
import { evidenceClaims } from './cited.ts';
import { commandClaims, unheardClaims } from './commands.ts';
import { decisionClaim, NO_DECISION, recordOf } from './decided.ts';
import { known, mapKnown } from './known.ts';
import { arrivalOf, ledgerClaim } from './ledger.ts';
import { mainKnown } from './main.ts';
import type { HistorySeen, Observation, PullSeen, ReviewSeen, Troubles } from './observation.ts';
import { opinionsOf } from './opinions.ts';
import { ownersClaim } from './owners.ts';
import { type PacketProof, provePacket } from './packet.ts';
import { policyClaim, type SignedSoFar } from './policy.ts';
import { proposersOf } from './proposers.ts';
import { readersClaim } from './readers.ts';
import { loadedRules } from './rules.ts';
import { signatureClaims } from './signatures.ts';
import { packetPaths, termsUnder } from './terms.ts';
import { watchedClaim } from './watched.ts';

/** Makes claims of an observation. Pure: the same observation proves the same, whoever looks at it and when. */
export function verify(observation: Observation): Claims {
  const { pull } = observation;
  const rules = loadedRules(observation.rules);
  const repository = observation.repository.id;
  const people: People = rules.ok ? rules.rules.people : { people: {}, agents: [] };
  const history = known(observation.history);
  const facts = 'read' in observation.ledger ? observation.ledger.read : null;
  const earlier = facts?.pulls.get(pull.number);
  const proposed = known(observation.proposed);
  const forRules = isForRules(earlier?.base ?? null, pull.base);
  const change = forRules
    ? mapKnown(proposed, ({ before, after }) => changeBetween(before, after))
    : mapKnown(history, changeOf);
  const isSync = !forRules && 'known' in change && change.known.kind === 'sync';
  const isDecision = !forRules && 'known' in change && change.known.kind === 'decision';
  const packet = 'known' in change && 'packet' in change.known ? change.known.packet : null;
  const proof = mapKnown(known(observation.folder), provePacket);
  // The packet that a decision is about is not proposed here: nothing of it is asked for again.
  const valid = !isDecision && 'known' in proof && proof.known.valid ? proof.known : null;
  const decision = forRules ? NO_DECISION : decisionClaim(observation.decision, change);
  const decided = 'known' in decision && decision.known.valid ? decision.known.facts : null;
  const signed = (decided && facts?.decisions.get(decisionId(decided))?.signed) ?? [];
  const decisions =
    isDecision && packet !== null ? [decided?.path ?? decisionPath({ packet, revision: 1, number: 1 })] : [];
  const paths = valid ? packetPaths(valid.facts) : isSync ? [CODEOWNERS] : decisions;
  const activity = 'read' in observation.activity ? observation.activity.read : { rows: [], whole: true };
  const arrival = arrivalOf(observation, earlier);
  const evidence = valid
    ? evidenceClaims(valid.packet.evidence, observation.evidence, rules, earlier, observation.at)
    : [];
  const terms = valid && termsClaim(valid, evidence, rules, councilOf(pull.base));
  const byHead = forRules || isSync || isDecision;
  const standing = { pull, facts: earlier, arrival, terms: byHead ? ('head' as const) : terms };
  return {
    schema: 'governance.v1.Claims',
    at: observation.at,
    skew_seconds: observation.skewSeconds,
    repository,
    policy_commit: observation.main ?? '',
    main: mainKnown(known(observation.mainMoved), known(observation.ledger)),
    pull: pullClaim(pull, people),
    change,
    policy: mapKnown(proposed, (seen) => policyClaim(seen, pull, observation.main, signedSoFar(rules, facts))),
    history: problemsIn(history, observation, change),
    packet: mapKnown(proof, packetClaim),
    decision,
    signatures:
      'known' in decision
        ? mapKnown(reviewsOf(observation), (reviews) =>
            signatureClaims(reviews, {
              ...{ standing, people, repository, signed },
              decision: decided,
              trust: trustIn(rules),
            }),
          )
        : decision,
    evidence,
    terms,
    // What a sync mends is no reason against it.
    owners: owners(observation, rules, paths, isSync ? pull.mainCodeowners : pull.baseCodeowners),
    readers: readersOf(observation, rules),
    watched: watchedClaim(observation.watched, observation.at),
    protection: known(observation.protection),
    ...proposersOf(pull, activity, (valid?.facts ?? decided)?.requester ?? null, people),
    opinions: mapKnown(reviewsOf(observation), (reviews) => opinionsOf(reviews, people, standing)),
    commands: mapKnown(known(observation.discussion), ({ comments }) => commandClaims(comments, people, standing)),
    unheard:
      isDecision && 'read' in observation.discussion ? unheardClaims(observation.discussion.read.comments, people) : [],
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

/** Of a change that is nothing to be merged here, the commits do not matter. */
function problemsIn(
  history: Known<HistorySeen>,
  { pull, decision }: Observation,
  change: Known<Change>,
): Claims['history'] {
  if ('unknown' in history || 'unknown' in change) return mapKnown(history, () => []);
  const { known: seen } = history;
  switch (change.known.kind) {
    case 'policy':
    case 'other':
      return { known: [] };
    case 'packet':
    case 'sync':
      return { known: historyProblems(seen, pull.commits, change.known) };
    case 'decision': {
      const problems = historyProblems(seen, pull.commits, change.known);
      return mapKnown(known(decision), (folder) => [...problems, ...earlierDecisionsTouched(folder, seen)]);
    }
  }
}

function trustIn(rules: LoadedRules): Trust | null {
  return rules.ok ? { trustedRoot: rules.rules.trustedRoot, profile: rules.rules.seal.profile } : null;
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

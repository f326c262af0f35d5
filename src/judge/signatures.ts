import type { Claims } from '../claims/claims.ts';
import {
  type DecisionRecord,
  decisionIn,
  type KeylessClaim,
  recordIn,
  type SignatureClaim,
} from '../claims/decision.ts';
import { packetIn } from '../claims/packet.ts';
import type { Assurance, Role } from '../conclusion/conclusion.ts';
import type { Council } from '../council/council.ts';
import { type Outcome, outcomeText, sameOutcome } from '../decision/outcome.ts';
import type { SetAside } from '../finding/finding.ts';
import { compareInstants } from '../time/instant.ts';
import type { Reason } from './counted.ts';
import { maySign, personMaySign, rolesOf } from './signers.ts';

/** A signature that counts: whose, for what, in which roles, and how it is assured. */
export interface CountedSignature {
  readonly person: string;
  readonly account: number;
  readonly review: number;
  readonly roles: readonly Role[];
  readonly assurance: Assurance;
  readonly outcome: Outcome;
  readonly submitted_at: string;
  readonly keyless: Extract<KeylessClaim, { proven: true }> | null;
}

/** How the signatures on a decision stand. */
export interface Tally {
  /** One for each person: the last that is valid. */
  readonly counted: readonly CountedSignature[];
  readonly setAside: readonly SetAside[];
  /** Reviews that asked to sign and did not: each is recorded once. */
  readonly refused: readonly { readonly claim: SignatureClaim; readonly reason: Reason }[];
  /** What each person signed last, where they differ; empty where they do not. */
  readonly disputed: readonly { readonly person: string; readonly outcome: Outcome }[];
  /** Who may sign, and whose last approval here was edited before anybody read it. */
  readonly unread: readonly string[];
  /** The outcome that enough people in the roles that policy asks for signed, and nobody disputes; null before. */
  readonly agreed: { readonly outcome: Outcome; readonly signers: readonly CountedSignature[] } | null;
}

/** A floor in code: whatever a policy says, one person alone decides nothing. */
const FEWEST = 2;

/** Counts the signatures of a decision. A person counts once, with the last valid signature, whatever the account. */
export function tallyOf(claims: Claims, council: Council): Tally {
  const signatures = 'known' in claims.signatures ? claims.signatures.known : [];
  const counted = new Map<string, CountedSignature>();
  const setAside: SetAside[] = [];
  const refused: { claim: SignatureClaim; reason: Reason }[] = [];
  const words = wordsOnRecord(claims, council);
  const unread = new Set<string>();
  for (const claim of signatures) {
    const signed = signatureOf(claim, claims, council);
    if ('person' in signed) {
      const earlier = counted.get(signed.person);
      if (earlier !== undefined) setAside.push(replaced(earlier, signatures));
      counted.set(signed.person, signed);
      unread.delete(signed.person);
      if (recordedOf(claim, claims) === null) words.set(signed.person, signed.outcome);
      continue;
    }
    setAside.push({ what: `review ${claim.review} of @${claim.login}`, ...signed });
    if (claim.person !== null && isUnread(claim, claim.person, claims, council)) unread.add(claim.person);
    // Whoever dismisses a signature silences nobody, and brings no earlier one back.
    const word = claim.state === 'dismissed' && signed.code === 'approval-withdrawn' ? wordOf(claim, claims) : null;
    if (word !== null) {
      const earlier = counted.get(word.person);
      if (earlier !== undefined) setAside.push(replaced(earlier, signatures));
      counted.delete(word.person);
      words.set(word.person, word.outcome);
    }
    if (attempts(claim) && signed !== UNREAD && signed !== OVERTAKEN) refused.push({ claim, reason: signed });
  }
  const current = [...counted.values()];
  const disputed = disputeOf(words);
  const agreed = unread.size > 0 ? null : agreement(current, disputed, council);
  return { counted: current, setAside, refused, disputed, unread: [...unread], agreed };
}

/** The signature that a review is, or why it is none. */
function signatureOf(claim: SignatureClaim, claims: Claims, council: Council): CountedSignature | Reason {
  const { account, person, asks, keyless, review, submitted_at } = claim;
  if (!('outcome' in asks) && !asks.attempt) return { why: asks.why, code: asks.code };
  const barred = maySign(claim, claims, council);
  if (barred !== null) return barred;
  if (person === null || account === null) return { why: 'nobody in policies/people.yaml', code: 'signer-not-owner' };
  if (!claim.can_write) return { why: 'without write access now', code: 'signer-not-owner' };
  if (claim.edited) return { why: 'its text was edited: sign again', code: 'approval-stale' };
  if (!('outcome' in asks)) return { why: asks.why, code: asks.code };
  const none = noSuchOption(asks.outcome, claims);
  if (none !== null) return none;
  const held = recordedOf(claim, claims);
  if (held !== null && (held.person !== person || !sameOutcome(held.outcome, asks.outcome))) {
    const why = `the ledger holds it as ${held.person}'s for ${outcomeText(held.outcome)}: sign again`;
    return { why, code: 'approval-stale' };
  }
  if (claim.state === 'dismissed') return { why: 'it was dismissed', code: 'approval-withdrawn' };
  if (claim.state !== 'approved') return { why: 'only an approving review signs', code: 'cross-sign-missing' };
  if (!claim.binding.bound) return claim.binding;
  const closes = recordIn(claims)?.release?.review_window.closes;
  if (closes !== undefined && !(compareInstants(submitted_at, closes) < 0))
    return { why: `it was given after the review window closed at ${closes}`, code: 'approval-expired' };
  // A file that cannot be read is held by a rule of its own.
  const decision = decisionIn(claims);
  if (decision !== null && decision.status !== 'proposed')
    return { why: `nobody signs it while its status is ${decision.status}`, code: 'decision-draft' };
  const unassured = assuranceMissing(keyless, council);
  if (unassured !== null) return unassured;
  if (isOvertaken(claim, person, claims)) return OVERTAKEN;
  const proven = keyless?.proven ? keyless : null;
  const assurance = proven === null ? 'review' : 'review+keyless';
  return {
    person,
    account,
    review,
    roles: rolesOf(person, council),
    assurance,
    outcome: asks.outcome,
    submitted_at,
    keyless: proven,
  };
}

/** Nobody signs what nobody can read. Not their fault: another rule says what the packet is, and nothing is recorded. */
const UNREAD: Reason = { why: 'what its option says is not known: the packet is not read', code: 'packet-invalid' };
/** It was a signature in its time. */
const OVERTAKEN: Reason = { why: 'whoever gave it signed again since', code: 'signer-not-distinct' };

function noSuchOption(outcome: Outcome, claims: Claims): Reason | null {
  if (outcome.verdict === 'reject') return null;
  const packet = packetIn(claims);
  if (packet === null) return UNREAD;
  const ids = packet.options.map(({ id }) => id);
  if (ids.includes(outcome.option)) return null;
  const why = `expected an option of the packet, ${ids.join(', ')}, or \`reject\`, seen \`${outcome.option}\``;
  return { why, code: 'cross-sign-missing' };
}

function assuranceMissing(keyless: KeylessClaim | null, { assurance }: Council): Reason | null {
  // A Sigstore signature that proves nothing takes the review away too: somebody meant it to prove something.
  if (keyless !== null && !keyless.proven) {
    const { code, expected, seen } = keyless;
    return { why: `its Sigstore signature: expected ${expected}, seen ${seen}`, code };
  }
  if (assurance === 'review' || keyless !== null) return null;
  return {
    why: "the council asks for the signer's own Sigstore signature too: `countersign sign`",
    code: 'attestation-missing',
  };
}

/** What a person signed later is that person's word, also where it counts no more: nothing brings an earlier one back. */
function isOvertaken({ review }: SignatureClaim, person: string, claims: Claims): boolean {
  const last = recordIn(claims)?.signed.findLast((one) => one.person === person);
  if (last === undefined || last.review === review || !('known' in claims.signatures)) return false;
  const order = claims.signatures.known.map((one) => one.review);
  return order.indexOf(review) < order.indexOf(last.review) || !order.includes(last.review);
}

/**
 * As what the ledger holds this review. Policy may say since that the account is somebody else's; and a text that says
 * something else was changed, whether GitHub tells or not.
 */
function recordedOf({ review }: SignatureClaim, claims: Claims): DecisionRecord['signed'][number] | null {
  return recordIn(claims)?.signed.find((one) => one.review === review) ?? null;
}

/** Whoever edits others' words in time must not silence them: they sign again, and until then nobody knows. */
function isUnread(claim: SignatureClaim, person: string, claims: Claims, council: Council): boolean {
  const { edited, state, head } = claim;
  if (!edited || head !== claims.pull.head || (state !== 'approved' && state !== 'dismissed')) return false;
  const isNew = recordedOf(claim, claims) === null && !isOvertaken(claim, person, claims);
  return isNew && maySign(claim, claims, council) === null;
}

/** What each person said last about this decision, by the ledger. Whoever may not sign any more holds nothing up. */
function wordsOnRecord(claims: Claims, council: Council): Map<string, Outcome> {
  const { signed = [], elsewhere = [] } = recordIn(claims) ?? {};
  const said = [...signed, ...elsewhere].sort((a, b) => a.entry - b.entry);
  const heard = said.filter(({ person }) => personMaySign(person, null, claims, council) === null);
  return new Map(heard.map(({ person, outcome }) => [person, outcome]));
}

/** What a person said last by this review, whatever became of it; null where they said something since. */
function wordOf(claim: SignatureClaim, claims: Claims): { readonly person: string; readonly outcome: Outcome } | null {
  const { person, asks } = claim;
  if (person === null || !('outcome' in asks) || isOvertaken(claim, person, claims)) return null;
  return { person, outcome: asks.outcome };
}

function disputeOf(words: ReadonlyMap<string, Outcome>): Tally['disputed'] {
  const outcomes = new Set([...words.values()].map(outcomeText));
  return outcomes.size < 2 ? [] : [...words].map(([person, outcome]) => ({ person, outcome }));
}

function agreement(
  counted: readonly CountedSignature[],
  disputed: Tally['disputed'],
  { quorum, required_roles }: Council,
): Tally['agreed'] {
  const [first] = counted;
  if (first === undefined || disputed.length > 0 || !(counted.length >= Math.max(quorum, FEWEST))) return null;
  // Whatever people's words are: nobody's signature concludes what it does not say.
  if (!counted.every(({ outcome }) => sameOutcome(outcome, first.outcome))) return null;
  const roles = new Set(counted.flatMap((one) => one.roles));
  return required_roles.every((role) => roles.has(role)) ? { outcome: first.outcome, signers: counted } : null;
}

function attempts({ asks }: SignatureClaim): boolean {
  return 'outcome' in asks || asks.attempt;
}

function replaced({ review }: CountedSignature, among: readonly SignatureClaim[]): SetAside {
  const login = among.find((one) => one.review === review)?.login ?? '';
  return { what: `review ${review} of @${login}`, ...OVERTAKEN };
}

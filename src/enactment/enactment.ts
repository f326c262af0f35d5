import { type Conclusion, conclusionDigest } from '../conclusion/conclusion.ts';
import { outcomeText } from '../decision/outcome.ts';
import { decisionId, placeNamed } from '../decision/place.ts';
import type { Digest } from '../digest/digest.ts';
import type { Grant } from '../exception/exception.ts';
import type { Code } from '../finding/code.ts';
import { councilIn, problemsFor } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { compareInstants, type Instant } from '../time/instant.ts';

/** A decision that the ledger says is concluded, with all that its taking effect depends on. */
export interface ConcludedDecision {
  readonly conclusion: Conclusion;
  /** The digest of the conclusion that the entry `concluded` names. */
  readonly named: Digest;
  /** What its seal proved, checked by whoever asks: a seal that nobody verified is none. */
  readonly seal: { readonly ok: true } | ({ readonly ok: false } & Refusal);
  /** The rationale in the file that was signed. */
  readonly rationale: string;
  /** The entries that speak against it, where there are such. */
  readonly enacted: number | null;
  readonly withdrawn: number | null;
  /** A later conclusion about the same revision. */
  readonly later: number | null;
}

/** What a conclusion does: an exception begins, or what the packet says about the outcome is put on record. */
export type Effect =
  | { readonly kind: 'grant'; readonly option: string; readonly grant: Grant }
  | {
      readonly kind: 'record';
      readonly outcome: 'reject' | 'wait' | 'escalate' | 'other';
      readonly option: string | null;
      readonly says: string;
    };
/** What the door answers: the effect, or why there is none. */
export type Enactment = { readonly enacts: true; readonly effect: Effect } | ({ readonly enacts: false } & Refusal);
interface Refusal {
  readonly code: Code;
  readonly expected: string;
  readonly seen: string;
  readonly hint: string;
}

/** A floor in code: whatever any policy or entry says, one person alone decides nothing. */
const FEWEST_SIGNERS = 2;

/**
 * The one door by which a decision takes effect. It takes a decision that is concluded, sealed, unexpired and of
 * production scope, of a council whose policy loads (so that `allow_no_review_decision` is `false`), and nothing else;
 * to everything else it answers which of these is missing. Pure: the same arguments give the same answer.
 */
export function enact(decided: ConcludedDecision | null, rules: LoadedRules, instant: Instant): Enactment {
  if (decided === null)
    return refused('decision-missing', 'a concluded decision', 'none', 'conclude a decision first: docs/deciding.md');
  return unproven(decided) ?? unlawful(decided.conclusion, rules) ?? overtaken(decided) ?? effectOf(decided, instant);
}

/** Not the conclusion that the ledger names, or not sealed. */
function unproven({ conclusion, named, seal }: ConcludedDecision): Enactment | null {
  const digest = conclusionDigest(conclusion);
  if (digest !== named)
    return refused('decision-missing', `the conclusion ${named}`, digest, 'the ledger contradicts itself: verify it');
  return seal.ok ? null : refused(seal.code, seal.expected, seal.seen, seal.hint);
}

/** Not of a council that may decide, not of production scope, or not signed by people enough. */
function unlawful(conclusion: Conclusion, rules: LoadedRules): Enactment | null {
  const { council, scope, signers, requester } = conclusion;
  if (councilIn(rules, council) === null) {
    const weakened = problemsFor(rules, council).some(({ code }) => code === 'policy-weakened');
    return refused(
      weakened ? 'policy-weakened' : 'council-mismatch',
      'a council whose policy loads, with `allow_no_review_decision: false`',
      `none such called ${council}`,
      `mend policies/councils/${council}.yaml on \`main\``,
    );
  }
  if (scope !== 'production') {
    const hint = `council ${council} practises: its policy says \`scope: test\``;
    return refused('decision-missing', 'a decision of production scope', `scope ${scope}`, hint);
  }
  // Counted once more where it takes effect: by person, by account and by review.
  const distinct = Math.min(
    new Set(signers.map(({ person }) => person)).size,
    new Set(signers.map(({ account }) => account)).size,
    new Set(signers.map(({ review }) => review)).size,
  );
  if (distinct < FEWEST_SIGNERS) {
    const hint = 'another eligible person signs a new decision';
    return refused('cross-sign-missing', 'two different people who signed', String(distinct), hint);
  }
  if (requester !== null && signers.some(({ person }) => person === requester)) {
    const hint = 'somebody who did not ask for it signs a new decision';
    return refused('signer-not-distinct', 'signers without a hand in the request', requester, hint);
  }
  return null;
}

/** It took effect before, or something took its place since. */
function overtaken({ conclusion, enacted, withdrawn, later }: ConcludedDecision): Enactment | null {
  const expected = `${decisionId(placeNamed(conclusion))}, not in effect and not taken back`;
  if (enacted !== null)
    return refused('decision-final', expected, `in effect by entry ${enacted}`, 'a verdict takes effect once');
  if (withdrawn !== null)
    return refused('packet-withdrawn', expected, `withdrawn by entry ${withdrawn}`, 'a new revision of the packet');
  if (later !== null)
    return refused('packet-superseded', expected, `concluded anew by entry ${later}`, 'the later decision counts');
  return null;
}

function effectOf({ conclusion, rationale }: ConcludedDecision, instant: Instant): Enactment {
  const { outcome, option, requester, signers } = conclusion;
  if (outcome.verdict === 'reject') {
    const says = 'the council rejected it: nothing of what was asked for is granted';
    return { enacts: true, effect: { kind: 'record', outcome: 'reject', option: null, says } };
  }
  if (option === null || option.id !== outcome.option) {
    const hint = 'conclude an option of the released packet';
    return refused('decision-missing', `the wording of ${outcomeText(outcome)}`, option?.id ?? 'none', hint);
  }
  // What is no instant has passed.
  if (!(compareInstants(instant, option.expires) < 0)) {
    const hint = 'a new revision with another expiry, or another decision';
    return refused('exception-expired', `an option that has not expired at ${instant}`, option.expires, hint);
  }
  if (option.kind !== 'exception') {
    const says = [option.title, option.description].filter(Boolean).join(': ');
    return { enacts: true, effect: { kind: 'record', outcome: option.kind, option: option.id, says } };
  }
  const grant: Grant = {
    title: option.title,
    requester,
    signers: signers.map(({ person }) => person),
    rationale,
    reach: option.exception,
    expires: option.expires,
  };
  return { enacts: true, effect: { kind: 'grant', option: option.id, grant } };
}

function refused(code: Code, expected: string, seen: string, hint: string): Enactment {
  return { enacts: false, code, expected, seen, hint };
}

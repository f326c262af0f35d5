import type { Link } from '../ledger/chain.ts';
import { type Body, entryPath } from '../ledger/entry.ts';
import type { IntendedSeal } from '../seal/intended.ts';
import type { Instant } from '../time/instant.ts';
import { sealRules } from './policies.ts';
import type { AuditProblem } from './problem.ts';
import type { Lookup } from './references.ts';
import type { Rulebook } from './rulebook.ts';
import { checkMany, type SealAnswer } from './seal-threads.ts';

/** A seal of the ledger, and what was found. */
export interface CheckedSeal {
  /** The entry that holds it. */
  readonly number: number;
  /** The entry that intended it: whoever sealed had seen the ledger up to there. */
  readonly intent: number;
  readonly packet: string;
  readonly revision: number;
  /** The decision whose conclusion it seals; null for the seal of a packet. */
  readonly decision: number | null;
  readonly policyCommit: string;
  readonly found: Found;
}

export type Found =
  | { readonly state: 'good'; readonly sealedAt: Instant; readonly identity: string; readonly issuer: string }
  | { readonly state: 'wrong'; readonly problem: AuditProblem }
  | { readonly state: 'unchecked'; readonly why: string };

/** Verifies every seal among these entries offline. */
export async function checkSeals(
  links: readonly Link[],
  lookup: Lookup,
  repository: number,
  rules: Rulebook,
): Promise<readonly CheckedSeal[]> {
  const seals = links.flatMap(({ entry }) => {
    const seal = sealOf(entry.number, entry.kind === 'outcome' ? entry.body : null, lookup);
    return seal === null ? [] : [seal];
  });
  const asked = await Promise.all(seals.map((seal) => questionOf(seal, repository, rules)));
  const answers = (await checkMany(asked.flatMap((question) => ('state' in question ? [] : [question])))).values();
  return asked.map((question, index) => {
    const seal = seals[index];
    if (seal === undefined) throw new RangeError('a question without a seal');
    const found = 'state' in question ? question : foundBy(seal, question, answers.next().value);
    const { packet, revision, policy_commit: policyCommit } = seal.intent;
    const decision = seal.intent.effect === 'seal' ? null : seal.intent.decision;
    return { number: seal.number, intent: seal.intentNumber, packet, revision, decision, policyCommit, found };
  });
}

interface Seal {
  readonly number: number;
  readonly outcome: Extract<Body<'outcome'>, { bundle: object }>;
  readonly intent: Extract<Body<'intent'>, { effect: 'seal' | 'seal-conclusion' }>;
  readonly intentNumber: number;
  readonly hash: Link['hash'];
}

/** Null for what is no seal, and where its intent is none: that is told with the references. */
function sealOf(number: number, outcome: Body<'outcome'> | null, lookup: Lookup): Seal | null {
  if (outcome === null || !('bundle' in outcome)) return null;
  const link = lookup.get(outcome.intent);
  if (link?.entry.kind !== 'intent') return null;
  const { body: intent } = link.entry;
  if (intent.effect !== outcome.effect || !('policy_commit' in intent)) return null;
  return { number, outcome, intent, intentNumber: outcome.intent, hash: link.hash };
}

/**
 * A seal proves something if it is over the statement that its intent gives and nothing else, by whom policies/seal.yaml
 * named at the commit of main by whose rules it was made, and by the roots of then.
 */
async function questionOf(seal: Seal, repository: number, rules: Rulebook): Promise<IntendedSeal | Found> {
  const { number, outcome, intent, intentNumber, hash } = seal;
  if (!(await rules.holds(intent.policy_commit))) {
    const hint = 'only rules of main count; `git fetch origin main` brings what the clone may lack';
    const expected = `a commit of main in ${rules.name}`;
    return wrong(number, { code: 'approval-context-mismatch', expected, seen: intent.policy_commit, hint });
  }
  const said = await sealRules(rules, intent.policy_commit);
  if (typeof said === 'string') return { state: 'unchecked', why: said };
  return { bundle: outcome.bundle, intent, place: { repository, number: intentNumber, hash }, ...said };
}

function foundBy({ number, outcome }: Seal, { policy }: IntendedSeal, answer: SealAnswer | undefined): Found {
  if (answer === undefined) return { state: 'unchecked', why: 'it was not looked at' };
  if (!answer.ok) return wrong(number, answer);
  if (answer.digest === outcome.statement)
    return { state: 'good', sealedAt: answer.sealedAt, identity: policy.identity, issuer: policy.issuer };
  const hint = 'the entry names another statement than the one that was sealed';
  const [expected, seen] = [`\`statement\` ${answer.digest}`, outcome.statement];
  return wrong(number, { code: 'attestation-subject-mismatch', expected, seen, hint });
}

function wrong(
  number: number,
  { code, expected, seen, hint }: Pick<AuditProblem, 'code' | 'expected' | 'seen' | 'hint'>,
): Found {
  return { state: 'wrong', problem: { code, number, path: entryPath(number), expected, seen, hint } };
}

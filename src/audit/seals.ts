import type { Link } from '../ledger/chain.ts';
import { type Body, entryPath } from '../ledger/entry.ts';
import { checkManifestSeal } from '../seal/manifest.ts';
import { sealRules } from './policies.ts';
import type { AuditProblem, Unchecked } from './problem.ts';
import type { Lookup } from './references.ts';
import type { Rulebook } from './rulebook.ts';

export interface CheckedSeals {
  /** The numbers of the intents whose seals verify: whoever sealed had seen the ledger up to there. */
  readonly good: readonly number[];
  readonly problems: readonly AuditProblem[];
  readonly unchecked: readonly Unchecked[];
}

/** Verifies every seal among these entries offline. */
export async function checkSeals(
  links: readonly Link[],
  lookup: Lookup,
  repository: number,
  rules: Rulebook,
): Promise<CheckedSeals> {
  const good: number[] = [];
  const problems: AuditProblem[] = [];
  const unchecked: Unchecked[] = [];
  for (const { entry } of links) {
    const seal = sealOf(entry.number, entry.kind === 'outcome' ? entry.body : null, lookup);
    if (seal === null) continue;
    const found = await checkOne(seal, repository, rules);
    if (found === null) good.push(seal.intentNumber);
    else if ('why' in found) unchecked.push(found);
    else problems.push(found);
  }
  return { good, problems, unchecked };
}

interface Seal {
  readonly number: number;
  readonly outcome: Extract<Body<'outcome'>, { effect: 'seal'; result: 'done' }>;
  readonly intent: Extract<Body<'intent'>, { effect: 'seal' }>;
  readonly intentNumber: number;
  readonly hash: Link['hash'];
}

/** Null for what is no seal, and where its intent is none: that is told with the references. */
function sealOf(number: number, outcome: Body<'outcome'> | null, lookup: Lookup): Seal | null {
  if (outcome?.effect !== 'seal' || outcome.result !== 'done') return null;
  const link = lookup.get(outcome.intent);
  if (link?.entry.kind !== 'intent' || link.entry.body.effect !== 'seal') return null;
  return { number, outcome, intent: link.entry.body, intentNumber: outcome.intent, hash: link.hash };
}

/**
 * A seal proves something if it is over the manifest that its intent gives and nothing else, by whom policies/seal.yaml
 * named at the commit of main by whose rules it was made, and by the roots of then. Null if it does.
 */
async function checkOne(seal: Seal, repository: number, rules: Rulebook): Promise<AuditProblem | Unchecked | null> {
  const { number, outcome, intent, intentNumber, hash } = seal;
  const path = entryPath(number);
  if (!(await rules.holds(intent.policy_commit))) {
    const hint = 'only rules of main count; `git fetch origin main` brings what the clone may lack';
    const expected = `a commit of main in ${rules.name}`;
    return { code: 'approval-context-mismatch', number, path, expected, seen: intent.policy_commit, hint };
  }
  const said = await sealRules(rules, intent.policy_commit);
  if (typeof said === 'string') return { number, why: said };
  const place = { repository, number: intentNumber, hash };
  const proof = checkManifestSeal({ bundle: outcome.bundle, intent, place, ...said });
  if (!proof.ok)
    return { number, path, code: proof.code, expected: proof.expected, seen: proof.seen, hint: proof.hint };
  if (proof.digest === outcome.statement) return null;
  const hint = 'the entry names another statement than the one that was sealed';
  const [expected, seen] = [`\`statement\` ${proof.digest}`, outcome.statement];
  return { code: 'attestation-subject-mismatch', number, path, expected, seen, hint };
}

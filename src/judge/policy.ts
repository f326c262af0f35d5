import type { Claims } from '../claims/claims.ts';
import { all, type Branch } from '../finding/finding.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Case, Rule } from './case.ts';
import { base } from './rules/base.ts';
import { eligibility, ownHead, size } from './rules/eligibility.ts';
import { halt } from './rules/halt.ts';
import { ledger } from './rules/ledger.ts';
import { main } from './rules/main.ts';
import { objections, persons } from './rules/persons.ts';
import { carried, current, mergedByRule, proposedCodeowners, proposedPolicies } from './rules/proposed.ts';
import { handsInRules, people } from './rules/rule-hands.ts';
import { clock } from './rules/window.ts';

/**
 * Judges a change of the rules, by the rules that it would change: what it makes of them says nothing about who may
 * approve it. Pure and total, as `judgePacket`.
 */
export function judgePolicy(claims: Claims, rules: LoadedRules): Branch {
  const judged: Case = { claims, rules, council: null, packet: null, decision: null, protections: [] };
  const group = (rule: string, members: readonly Rule[]) =>
    all(
      rule,
      members.map((member) => member(judged)),
    );
  // What is merged is judged no more; what counts is whether it came to main as it passed.
  if (claims.pull.state === 'merged')
    return all('policy-change', [group('proposal', [mergedByRule]), group('rules', [main])]);
  return all('policy-change', [
    group('proposal', [eligibility, size, ownHead, base, current, carried]),
    group('rules', [people, ledger, main, halt, clock]),
    group('proposed', [proposedPolicies, proposedCodeowners]),
    group('approval', [handsInRules, persons, objections]),
  ]);
}

import type { Claims } from '../claims/claims.ts';
import { all, type Branch } from '../finding/finding.ts';
import { councilOn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Case, Rule } from './case.ts';
import { base, branch, merged } from './rules/base.ts';
import { history } from './rules/change.ts';
import { codeOwners, copy, ownersObject, pushers } from './rules/copy.ts';
import { eligibility, ownHead, size } from './rules/eligibility.ts';
import { halt } from './rules/halt.ts';
import { ledger } from './rules/ledger.ts';
import { main } from './rules/main.ts';
import { merge } from './rules/merge.ts';
import { codeowners, policy } from './rules/policy.ts';
import { inspected, protection } from './rules/protection.ts';
import { clock } from './rules/window.ts';

/**
 * Judges a pull request that brings a council's copy of CODEOWNERS up to date. It can bring nothing but what stands on
 * main, so one code owner is enough, as GitHub itself has it. Pure and total, as `judgePacket`.
 */
export function judgeSync(claims: Claims, rules: LoadedRules): Branch {
  const council = councilOn(rules, claims.pull.base);
  const judged: Case = { claims, rules, council, packet: null, decision: null, protections: inspected(claims) };
  const group = (rule: string, members: readonly Rule[]) =>
    all(
      rule,
      members.map((member) => member(judged)),
    );
  return all('codeowners-sync', [
    group('proposal', [eligibility, size, ownHead, base, merged, copy, history]),
    group('rules', [policy, codeowners, protection, ledger, main, halt, branch, clock]),
    group('approval', [pushers, codeOwners, ownersObject]),
    group('execution', [merge]),
  ]);
}

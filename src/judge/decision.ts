import type { Claims } from '../claims/claims.ts';
import { decisionIn } from '../claims/decision.ts';
import { packetIn } from '../claims/packet.ts';
import { all, type Branch } from '../finding/finding.ts';
import { councilOn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Case, Rule } from './case.ts';
import { asked } from './rules/asked.ts';
import { base, branch, merged } from './rules/base.ts';
import { history } from './rules/change.ts';
import { crossSigns, dispute, dissent, signedByCodeOwner } from './rules/cross-signs.ts';
import { authorKind, decisionIsValid, decisionWindow, reach, status } from './rules/decision.ts';
import { eligibility, ownHead, size } from './rules/eligibility.ts';
import { halt } from './rules/halt.ts';
import { ledger } from './rules/ledger.ts';
import { main } from './rules/main.ts';
import { merge, signing } from './rules/merge.ts';
import { codeowners, policy } from './rules/policy.ts';
import { handsInDecision } from './rules/proposers.ts';
import { inspected, protection } from './rules/protection.ts';
import { readers } from './rules/readers.ts';
import { doubles, final, manifest, release, releasedBytes } from './rules/release.ts';
import { watched } from './rules/watched.ts';
import { clock } from './rules/window.ts';

/**
 * Judges a decision's pull request: may this file be signed, is it about what was released, who signed what, and has
 * somebody who may asked to conclude it. Pure and total, as `judgePacket`.
 */
export function judgeDecision(claims: Claims, rules: LoadedRules): Branch {
  const judged: Case = {
    claims,
    rules,
    council: councilOn(rules, claims.pull.base),
    packet: packetIn(claims),
    decision: decisionIn(claims),
    protections: inspected(claims),
  };
  const group = (rule: string, members: readonly Rule[]) =>
    all(
      rule,
      members.map((member) => member(judged)),
    );
  return all('decision', [
    group('proposal', [eligibility, size, ownHead, base, merged, decisionIsValid, authorKind, status, history]),
    group('rules', [policy, codeowners, protection, readers, watched, ledger, main, halt, branch, clock]),
    group('release', [release, manifest, releasedBytes, final, doubles, reach, decisionWindow]),
    group('cross-sign', [handsInDecision, crossSigns, dispute, dissent, signedByCodeOwner]),
    group('conclusion', [asked]),
    group('execution', [merge, signing]),
  ]);
}

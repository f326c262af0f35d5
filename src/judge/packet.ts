import type { Claims } from '../claims/claims.ts';
import { packetIn } from '../claims/packet.ts';
import { all, type Branch } from '../finding/finding.ts';
import { councilOn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Case } from './case.ts';
import { objections, ownerApprovals } from './rules/approvals.ts';
import { base, branch, merged } from './rules/base.ts';
import { change, history } from './rules/change.ts';
import { audience, blockedPaths, options } from './rules/content.ts';
import { council } from './rules/council.ts';
import { denial } from './rules/denial.ts';
import { eligibility, ownHead, size } from './rules/eligibility.ts';
import { evidence, requiredEvidence } from './rules/evidence.ts';
import { halt } from './rules/halt.ts';
import { ledger } from './rules/ledger.ts';
import { legible } from './rules/legible.ts';
import { main } from './rules/main.ts';
import { merge, signing } from './rules/merge.ts';
import { packetIsValid } from './rules/packet.ts';
import { codeowners, policy } from './rules/policy.ts';
import { proposers } from './rules/proposers.ts';
import { inspected, protection } from './rules/protection.ts';
import { readers } from './rules/readers.ts';
import { revision, rivals } from './rules/revision.ts';
import { watched } from './rules/watched.ts';
import { clock, window } from './rules/window.ts';

/**
 * Judges a packet pull request. Pure and total: the same claims and rules give the same finding, years later too.
 * The rules stand in the order in which people read them: can it be taken, what is it, to whom, who approved, can it
 * be carried out.
 */
export function judgePacket(claims: Claims, rules: LoadedRules): Branch {
  const judged: Case = {
    claims,
    rules,
    council: councilOn(rules, claims.pull.base),
    packet: packetIn(claims),
    decision: null,
    protections: inspected(claims),
  };
  const group = (rule: string, members: readonly ((judged: Case) => Branch['children'][number])[]) =>
    all(
      rule,
      members.map((member) => member(judged)),
    );
  return all('packet-release', [
    group('proposal', [eligibility, size, ownHead, base, merged, change, history]),
    group('rules', [policy, codeowners, protection, readers, watched, ledger, main, halt, branch, clock]),
    group('packet', [
      denial,
      packetIsValid,
      council,
      revision,
      rivals,
      options,
      blockedPaths,
      legible,
      audience,
      window,
      requiredEvidence,
      evidence,
    ]),
    group('approval', [proposers, ownerApprovals, objections]),
    group('execution', [merge, signing]),
  ]);
}

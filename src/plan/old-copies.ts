import type { LedgerFacts } from '../ledger/facts.ts';
import { councilIn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { mainClaim } from '../verify/main.ts';
import type { OldCopy, Surroundings } from '../verify/surroundings.ts';

/**
 * The copies of CODEOWNERS for which the App is to open a pull request, or to bring its own up to date. Nothing is
 * copied from a main that nobody knows.
 */
export function copiesToMend(
  { mainMoved, oldCopies }: Surroundings,
  ledger: LedgerFacts,
  rules: LoadedRules,
): OldCopy[] {
  if (!('read' in mainMoved) || !('read' in oldCopies)) return [];
  if (mainClaim(mainMoved.read, ledger).strange !== null) return [];
  return oldCopies.read.filter(({ council, wanted, branch, pull }) => {
    return councilIn(rules, council) !== null && (pull === null || branch?.copy !== wanted);
  });
}

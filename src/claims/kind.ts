import { councilOf } from '../council/branch.ts';
import type { Claims } from './claims.ts';

/**
 * What a pull request proposes: a packet, a council's copy of CODEOWNERS brought up to date (`sync`), or other rules
 * (`policy`). A pull request against any other branch (`other`) is not judged here.
 */
type ProposalKind = 'packet' | 'sync' | 'policy' | 'other';

/** The branch from which every rule comes. */
export const RULES_BRANCH = 'main';

/** What was once proposed to a council stays that: it does not become a change of rules by being retargeted. */
export function kindOf({ pull, change, ledger }: Pick<Claims, 'pull' | 'change' | 'ledger'>): ProposalKind {
  const first = 'known' in ledger ? ledger.known.first_base : null;
  const base = first ?? pull.base;
  if (base === RULES_BRANCH) return 'policy';
  if (councilOf(base) === null) return 'other';
  return 'known' in change && change.known.kind === 'sync' ? 'sync' : 'packet';
}

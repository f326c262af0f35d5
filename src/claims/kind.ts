import { councilOf } from '../council/branch.ts';
import type { Claims } from './claims.ts';

/**
 * What a pull request proposes: a packet, a decision about one, a council's copy of CODEOWNERS brought up to date
 * (`sync`), or other rules (`policy`). A pull request against any other branch (`other`) is not judged here.
 */
type ProposalKind = 'packet' | 'decision' | 'sync' | 'policy' | 'other';

/** The branch from which every rule comes. */
const RULES_BRANCH = 'main';

/** Whether a pull request with this base, and that first council's branch if any, would change the rules. */
export function isForRules(first: string | null, base: string): boolean {
  return (first ?? base) === RULES_BRANCH;
}

/** What was once proposed to a council stays that: it does not become a change of rules by being retargeted. */
export function kindOf({ pull, change, ledger }: Pick<Claims, 'pull' | 'change' | 'ledger'>): ProposalKind {
  const first = 'known' in ledger ? ledger.known.first_base : null;
  if (isForRules(first, pull.base)) return 'policy';
  if (councilOf(first ?? pull.base) === null) return 'other';
  // What cannot be read now is judged as what the ledger saw at this head, so that an outage does not make it another.
  // Claims from before there were decisions say nothing of one.
  if ('unknown' in change) return 'known' in ledger && ledger.known.decision ? 'decision' : 'packet';
  const { kind } = change.known;
  return kind === 'sync' || kind === 'decision' ? kind : 'packet';
}

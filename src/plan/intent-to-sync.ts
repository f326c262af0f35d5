import { councilOf } from '../council/branch.ts';
import { outcome } from '../finding/finding.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { held, isBusy } from './held.ts';
import { done, type Looked } from './looked.ts';
import { goes } from './supported.ts';

/** The merge that brings a council's copy of CODEOWNERS up to date; null while it is not to be made, or was. */
export function intentToSync(looked: Looked): Draft | null {
  const { claims, finding } = looked;
  const { number: pull, head, base, base_tip, state } = claims.pull;
  const council = councilOf(base);
  const change = 'known' in claims.change ? claims.change.known : null;
  if (state !== 'open' || outcome(finding) !== 'go' || done(looked, 'sync') !== null) return null;
  if (council === null || base_tip === null || change?.kind !== 'sync' || change.codeowners === null) return null;
  if (isBusy(looked, council)) return null;
  const body = { pull, head, ...held(looked, 'sync'), council, base: base_tip, codeowners: change.codeowners };
  return { kind: 'intent', body: { effect: 'sync', ...body } };
}

/** Whether what stands now still asks for exactly the merge that was intended. */
export function asksForSync(looked: Looked, intent: Extract<Body<'intent'>, { effect: 'sync' }>): boolean {
  const { pull, change } = looked.claims;
  const same = intent.head === pull.head && intent.base === pull.base_tip;
  const copied = 'known' in change && change.known.kind === 'sync' ? change.known.codeowners : null;
  return same && copied === intent.codeowners && goes(looked, 'merge');
}

import { councilOf } from '../council/branch.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { MAX_CHANGED_FILES, MAX_COMMITS } from '../packet/limits.ts';
import type { PullSeen } from '../verify/observation/pull.ts';
import type { Read } from '../verify/observation.ts';

/** Why nothing of the change is read: not ours, a fork's, over the limits as the counts alone say, or closed. */
export function whyNotRead(pull: PullSeen, ledger: Read<LedgerFacts>): string | null {
  const first = 'read' in ledger ? (ledger.read.pulls.get(pull.number)?.base ?? null) : null;
  return councilOf(first ?? pull.base) === null ? 'it is not for a council' : obstacleTo(pull);
}

/** Why nothing of a change is read, whatever it proposes; null when it is. */
export function obstacleTo(pull: PullSeen): string | null {
  if (pull.fork) return 'it comes from a fork';
  if (pull.state === 'closed') return 'it is closed';
  const fits = pull.commitCount <= MAX_COMMITS && pull.fileCount <= MAX_CHANGED_FILES;
  return fits ? null : 'it is too large';
}

/**
 * Other pull requests whose latest head carries the same packet, or earlier ones that carry the same decision, as far as
 * they are not released. Later ones change nothing for it, and whoever opens a thousand must not keep it from being read.
 */
export function rivalsOf({ pulls, packets, decisions }: LedgerFacts, number: number): readonly number[] {
  const carriedBy = (pull: number) => {
    const { packet = null, heads = [] } = pulls.get(pull) ?? {};
    return { packet, decision: heads.at(-1)?.decision ?? null };
  };
  const own = carriedBy(number);
  const carried = [
    ...(packets.get(own.packet ?? '')?.pulls ?? []),
    ...before(decisions.get(own.decision ?? '')?.pulls ?? [], number),
  ];
  return [...new Set(carried)].filter((other) => {
    if (other === number || pulls.get(other)?.released != null) return false;
    const { packet, decision } = carriedBy(other);
    return packet === own.packet && decision === own.decision;
  });
}

function before(inOrder: readonly number[], own: number): readonly number[] {
  const at = inOrder.indexOf(own);
  return at === -1 ? inOrder : inOrder.slice(0, at);
}

import type { Looked } from './looked.ts';
import type { Step } from './step.ts';

/** The pull request of the packet about which this step merges a decision; null where it merges none. */
export function packetDecidedBy({ effect, record }: Step, { ledger }: Looked): number | null {
  const drafted = record.flatMap((draft) => (draft.kind === 'intent' ? [draft.body] : []));
  const intents = effect === null || effect === 'intended' ? drafted : [effect.intent];
  const merge = intents.find((intent) => intent.effect === 'merge-decision');
  if (merge?.effect !== 'merge-decision') return null;
  const { packet, revision } = merge;
  return ledger.releases.values().find((one) => one.packet === packet && one.revision === revision)?.pull ?? null;
}

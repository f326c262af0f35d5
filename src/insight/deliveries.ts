import { noticesOf, type ReleaseFacts, type SendingFacts, sendingOf } from '../ledger/facts/release.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { News } from '../notice/notice.ts';
import { type Recipient, recipientText } from '../notice/recipient.ts';
import type { Names } from './names.ts';

/** What one recipient was told of one release, or was not. */
export interface Delivery {
  readonly packet: string;
  readonly revision: number;
  /** The number of the entry of the release. */
  readonly release: number;
  readonly news: News;
  readonly to: Recipient;
  /** `overtaken`: what was not told yet was taken back, and is not told any more. */
  readonly state: 'told' | 'waiting' | 'trying' | 'dead letter' | 'overtaken';
  /** By which receivers drop repeats; null before the first attempt. */
  readonly id: string | null;
  readonly attempts: number;
  /** The entry that says so last. */
  readonly entry: number | null;
  readonly reason: string | null;
  /** The instant of the next attempt. */
  readonly next: string | null;
}

/** Every notice of every release, in the order of the releases; of one packet only, if one is named. */
export function deliveriesIn({ releases }: LedgerFacts, packet?: string): Delivery[] {
  const chosen = [...releases.values()].filter((release) => packet === undefined || release.packet === packet);
  return chosen.flatMap((release) => {
    const now = noticesOf(release);
    const before = [...release.sendings.values()].filter(({ news }) => now.every((notice) => notice.news !== news));
    return [
      ...before.map((sending) => deliveryOf(release, sending, sending)),
      ...now.map((notice) => deliveryOf(release, notice, sendingOf(release, notice))),
    ];
  });
}

function deliveryOf(
  { packet, revision, entry: release, supersededBy, withdrawnBy }: ReleaseFacts,
  { news, to }: { readonly news: News; readonly to: Recipient },
  sending: SendingFacts | undefined,
): Delivery {
  const about = { packet, revision, release: release.number, news, to };
  if (sending === undefined)
    return { ...about, state: 'waiting', id: null, attempts: 0, entry: null, reason: null, next: null };
  const { id, attempt: attempts, entry, reason, retryAt: next } = sending;
  const isOver = (news === 'released' && supersededBy !== null) || (news !== 'withdrawn' && withdrawnBy !== null);
  const state = STATES[sending.state];
  if (state === 'trying' && isOver) return { ...about, state: 'overtaken', id, attempts, entry, reason, next: null };
  return { ...about, state, id, attempts, entry, reason, next };
}

const STATES = { sent: 'told', unsent: 'trying', 'dead-letter': 'dead letter' } as const;

/** The same for people, two lines for what did not arrive. */
export function deliveryText(delivery: Delivery, names: Names): string[] {
  const { packet, revision, news, to, state, attempts, entry, reason, next, id } = delivery;
  const tries = attempts > 1 ? `, ${attempts} attempts` : '';
  const line = `${state.padEnd(11)}  ${packet} revision ${revision} ${news}: ${recipientText(to, names.repository)}`;
  const why = reason === null ? [] : [`             ${reason}${next === null ? '' : `; next attempt at ${next}`}`];
  return [`${line}${entry === null ? '' : ` (entry ${entry}${tries}, ${id})`}`, ...why];
}

import type { Code } from '../../finding/code.ts';
import type { Body } from '../../ledger/entry.ts';
import type { CORRECTIONS } from '../../ledger/kinds/correction.ts';
import type { Entries, Revision } from '../entries.ts';
import type { Exactness, Part } from './exact.ts';
import { type Asked, isCounted, share } from './period.ts';

/** What must not reach a council. */
export type Flaw = (typeof FLAW_NAMES)[number];
export const FLAW_NAMES = ['stale', 'superseded', 'out of scope'] as const;

/**
 * The rules that say so, each with its codes. A code alone is not enough: it may name what was set aside, such as an
 * approval for another audience than the one that stands here now. What else is wrong with a packet is none of these.
 */
const FLAWS: Readonly<Record<Flaw, Readonly<Record<string, readonly Code[]>>>> = {
  stale: {
    'owner-approvals': ['approval-stale', 'approval-context-mismatch'],
    window: ['approval-expired'],
    revision: ['approval-expired'],
    merge: ['head-moved'],
  },
  superseded: { revision: ['packet-superseded'], rivals: ['packet-superseded'] },
  'out of scope': {
    audience: ['audience-mismatch'],
    council: ['council-mismatch'],
    policy: ['council-mismatch'],
    branch: ['council-mismatch'],
    base: ['base-changed'],
  },
};

/** A packet as it stood at one head, held or denied since it was stale, superseded or out of scope. */
export interface Blocked {
  readonly packet: string;
  readonly head: string;
  readonly flaws: readonly Flaw[];
  readonly entries: readonly number[];
}

/** A release that was so none the less. */
export interface Reached extends Revision {
  readonly flaws: readonly Flaw[];
  /** What says so: the corrections, or the release itself where it does not agree with what was approved. */
  readonly entries: readonly number[];
}

export interface BlockedFigure {
  readonly blocked: readonly Blocked[];
  readonly reached: readonly Reached[];
  /** Blocked of all that were; null where there were none. */
  readonly share: number | null;
}

/** What was blocked in the period, and what of its releases should have been. */
export function blockedFigure(entries: Entries, releases: readonly Exactness[], asked: Asked): BlockedFigure {
  const blocked = blockedIn(entries, asked);
  const reached = releases.flatMap((release) => reachedBy(release, entries));
  return { blocked, reached, share: share(blocked.length, blocked.length + reached.length) };
}

/** A head counts once, however often it was found to be so; two heads of one packet are two things that were blocked. */
function blockedIn(entries: Entries, asked: Asked): Blocked[] {
  const found = new Map<string, Blocked>();
  for (const { packet, head, flaws, entry, at } of findings(entries)) {
    const ofCouncil = asked.council === null || entries.councilOf(packet) === asked.council;
    if (!ofCouncil || !isCounted(asked, at) || flaws.length === 0) continue;
    const key = `${packet} ${head}`;
    const before = found.get(key);
    const all = [...(before?.flaws ?? []), ...flaws];
    const inOrder = FLAW_NAMES.filter((flaw) => all.includes(flaw));
    found.set(key, { packet, head, flaws: inOrder, entries: [...(before?.entries ?? []), entry] });
  }
  return [...found.values()];
}

function findings(entries: Entries) {
  return entries.of('hold', 'denied', 'superseded').flatMap((entry) => {
    const { number, at } = entry;
    if (entry.kind === 'superseded') {
      const { packet, revision } = entry.body;
      // The head whose place another took is that which was approved last.
      const approved = entries.about(entry.body, 'approved').findLast((approval) => approval.number < number);
      const head = approved?.body.head ?? `revision ${revision}`;
      return [{ packet, head, flaws: ['superseded' as const], entry: number, at }];
    }
    const { packet, head } = entry.body;
    return packet === null ? [] : [{ packet, head, flaws: flawsOf(entry.body), entry: number, at }];
  });
}

/** Entries of an early version name no rules: of them the codes have to do. */
function flawsOf({ codes, rules }: Body<'hold'>): Flaw[] {
  return FLAW_NAMES.filter((flaw) =>
    Object.entries(FLAWS[flaw]).some(
      ([rule, named]) => (rules?.includes(rule) ?? true) && named.some((code) => codes.includes(code)),
    ),
  );
}

/** What it means for a council that a release was corrected so, or does not agree in this part; null: none of the three. */
const MEANS: Readonly<Record<(typeof CORRECTIONS)[number] | Part, Flaw | null>> = {
  'blocked-path': null,
  audience: 'out of scope',
  'stale-state': 'stale',
  revision: 'stale',
  'option set': 'stale',
  scope: 'out of scope',
  manifest: null,
};

function reachedBy({ packet, revision, entry, mismatches }: Exactness, entries: Entries): Reached[] {
  const said = entries.about({ packet, revision }, 'correction');
  const all = [
    ...mismatches.map(({ part }) => ({ flaw: MEANS[part], entry })),
    ...said.map(({ number, body }) => ({ flaw: MEANS[body.correction], entry: number })),
  ].filter(({ flaw }) => flaw !== null);
  if (all.length === 0) return [];
  const flaws = FLAW_NAMES.filter((flaw) => all.some((one) => one.flaw === flaw));
  return [{ packet, revision, flaws, entries: [...new Set(all.map((one) => one.entry))] }];
}

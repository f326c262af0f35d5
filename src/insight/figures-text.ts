import type { Blocked, Reached } from './figures/blocked.ts';
import { FLAW_NAMES } from './figures/blocked.ts';
import type { CorrectedKind } from './figures/corrections.ts';
import { type Exactness, isExact } from './figures/exact.ts';
import type { Figures } from './figures.ts';

/** The figures for a terminal, each number with the entries that it was made from. */
export function figuresText({ asked, asOf, exact, blocked, ready, corrections }: Figures): string[] {
  const { council, since, until } = asked;
  const count = exact.releases.length;
  return [
    `figures of ${council === null ? 'all councils' : `council ${council}`}${since === null ? '' : ` since ${since}`}${until === null ? '' : ` until ${until}`}`,
    asOf === null
      ? '  by no entry of the ledger: it has none of that time'
      : `  by the ledger up to entry ${asOf.number} of ${asOf.at}, ${asOf.hash}`,
    `1. released exactly as approved, and not corrected since: ${counted(exact.exact, count, exact.share, 'nothing was released')}`,
    ...exact.releases.flatMap(exactLines),
    `2. stale, superseded or out of scope, and blocked before the council: ${counted(
      blocked.blocked.length,
      blocked.blocked.length + blocked.reached.length,
      blocked.share,
      'nothing was so',
    )}`,
    ...flawCounts(blocked.blocked),
    ...blocked.blocked.map((one) => `   ${one.packet} at ${one.head.slice(0, 10)}: ${flawsOf(one)}`),
    ...blocked.reached.map((one) => `   reached the council: ${one.packet} revision ${one.revision}: ${flawsOf(one)}`),
    `3. from ready to released: ${
      ready.medianSeconds === null
        ? 'no time to tell: nothing was released of which the ledger says when it was ready'
        : `median ${spoken(ready.medianSeconds)} of ${releases(ready.releases.length)}`
    }`,
    ...ready.releases.map(
      ({ packet, revision, seconds, ready: from, released }) =>
        `   ${packet} revision ${revision}: ${spoken(seconds)}, ${entryList([from.entry, released.entry])}`,
    ),
    ...ready.unknown.map(
      ({ packet, revision, released }) =>
        `   ${packet} revision ${revision}: not known, since its holds do not say by which rules; ${entryList([released.entry])}`,
    ),
    ...ready.waiting.map(
      ({ packet, revision, ready: from }) =>
        `   still waiting: ${packet} revision ${revision}, ready since ${from.at}, ${entryList([from.entry])}`,
    ),
    `4. corrected by reviewers after the release: ${corrections.releases === 0 ? 'nothing was released, so there is no share' : `of ${releases(corrections.releases)}`}`,
    ...corrections.kinds.map((kind) => correctedLine(kind, corrections.releases)),
  ];
}

function exactLines(release: Exactness): string[] {
  const { packet, revision, entry, entries, mismatches, corrections } = release;
  const because = [
    ...(mismatches.length > 0 ? ['it does not agree'] : []),
    ...(corrections.length > 0 ? [`corrected by ${entryList(corrections)}`] : []),
  ];
  const how = isExact(release) ? 'exact' : because.join(', and ');
  return [
    `   ${packet} revision ${revision}, entry ${entry}: ${how}; compared ${entryList(entries)}`,
    ...mismatches.map(
      ({ part, what, expected, seen, entries: from }) =>
        `     ${part}: ${what}: expected ${expected}, seen ${seen} (${entryList(from)})`,
    ),
  ];
}

function flawCounts(blocked: readonly Blocked[]): string[] {
  if (blocked.length === 0) return [];
  const of = FLAW_NAMES.map((flaw) => `${flaw} ${blocked.filter(({ flaws }) => flaws.includes(flaw)).length}`);
  return [`   ${of.join(', ')}; one packet can be several at once`];
}

function flawsOf({ flaws, entries }: Blocked | Reached): string {
  return `${flaws.join(', ')}; ${entryList(entries)}`;
}

function correctedLine({ correction, corrections, releases, share, entries }: CorrectedKind, all: number): string {
  if (share === null || corrections === 0) return `   ${correction}: none`;
  return `   ${correction}: ${releases} of ${all} (${percent(share)}), by ${entryList(entries)}`;
}

/** A share is only told of something: of nothing, neither 0% nor 100% would be true. */
function counted(part: number, whole: number, share: number | null, nothing: string): string {
  return share === null ? `${nothing}, so there is no share` : `${part} of ${whole} (${percent(share)})`;
}

/** Rounded towards the middle: 100% is said of all, and 0% of none, only. */
function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  if (share < 1 && rounded === 100) return 'over 99.9%';
  return share > 0 && rounded === 0 ? 'under 0.1%' : `${rounded}%`;
}

function releases(count: number): string {
  return count === 1 ? '1 release' : `${count} releases`;
}

function entryList(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'entry' : 'entries'} ${numbers.join(', ')}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Seconds in words, the two largest units that are there. */
function spoken(seconds: number): string {
  let rest = Math.round(seconds);
  const words = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return words.slice(0, 2).join(' ') || '0 s';
}

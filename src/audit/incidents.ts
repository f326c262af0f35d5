import type { Entry, EntryOf } from '../ledger/entry.ts';

/** What an alarm or a lift must name and does not; null when it agrees with the incident that it is about. */
export function incidentFits(entry: EntryOf<'alarmed'> | EntryOf<'lifted'>, about: Entry | undefined): string | null {
  const { incident } = entry.body;
  if (about?.kind !== 'incident') return `an incident as entry ${incident}`;
  if (entry.kind === 'alarmed') return null;
  const { lifts, who } = about.body;
  const persons = new Set(entry.body.by.map(({ person }) => person));
  if (persons.size < lifts) return `${lifts} persons, as entry ${incident} asks`;
  const hands = new Set(who.map(({ account }) => account));
  return entry.body.by.some(({ account }) => hands.has(account)) ? `nobody with a hand in entry ${incident}` : null;
}

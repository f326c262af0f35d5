import type { Body, EntryOf } from '../entry.ts';

/** An incident from its first sighting until people lifted it. */
export interface IncidentFacts extends Body<'incident'> {
  /** The number of its entry. */
  readonly number: number;
  readonly at: string;
  /** The issue that alarms about it, the latest; null while there is none. */
  readonly issue: number | null;
  readonly lifted: { readonly entry: number; readonly at: string; readonly accepts: Body<'lifted'>['accepts'] } | null;
}

/** By the number of the entry. */
export type Incidents = ReadonlyMap<number, IncidentFacts>;

/** The incidents after an entry about one; what names no incident changes nothing, and an auditor names it. */
export function enterIncident(
  incidents: Map<number, IncidentFacts>,
  entry: EntryOf<'incident'> | EntryOf<'alarmed'> | EntryOf<'lifted'>,
): void {
  const { number, at } = entry;
  if (entry.kind === 'incident') {
    incidents.set(number, { ...entry.body, number, at, issue: null, lifted: null });
    return;
  }
  const known = incidents.get(entry.body.incident);
  if (known === undefined) return;
  // An issue that was deleted or moved away has a successor.
  if (entry.kind === 'alarmed') incidents.set(known.number, { ...known, issue: entry.body.issue });
  else
    incidents.set(known.number, {
      ...known,
      lifted: known.lifted ?? { entry: number, at, accepts: entry.body.accepts },
    });
}

/** The incidents that keep this council from going on, the oldest first; null asks what keeps every council. */
export function haltsOf(incidents: Incidents, council: string | null): IncidentFacts[] {
  return [...incidents.values()].filter((incident) => {
    const concerns = incident.council === null || incident.council === council;
    return incident.halts && incident.lifted === null && concerns;
  });
}

import type { History } from './history.ts';

/** A story for a terminal: what became of each revision, then every event with its entry. */
export function historyText({ packet, council, revisions, events }: History): string[] {
  const width = String(events.at(-1)?.entry ?? 0).length;
  return [
    `${packet}${council === null ? '' : ` of council ${council}`}`,
    ...(revisions.length === 0 ? ['  no revision of it was ever shown to owners'] : []),
    ...revisions.map(
      ({ revision, state, entry, digest }) => `  revision ${revision}: ${state}, by entry ${entry}, ${digest}`,
    ),
    ...events.flatMap(({ entry, at, says, details }) => [
      `${String(entry).padStart(width)}  ${at}  ${says}`,
      ...details.map((line) => `${' '.repeat(width + 4)}${shortened(line)}`),
    ]),
  ];
}

/** The beginning of a digest tells it from others on a page; the whole one is in the JSON. */
function shortened(line: string): string {
  return line.replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, '$1…');
}

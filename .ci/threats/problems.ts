import type { Catalogue, Threat } from './catalogue.ts';
import type { Showing } from './showing.ts';

/** Outcomes that a rehearsal states as a finding. */
const FINDING = { held: 'hold', denied: 'denied' } as const;

/** What the page would promise without a test that shows it, and what tests name that the page does not know. */
export function problemsOf({ threats }: Catalogue, showings: readonly Showing[]): string[] {
  const known = new Set(threats.map(({ id }) => id));
  const strays = showings.flatMap(({ path, threats: named }) =>
    named.filter((id) => !known.has(id)).map((id) => `${path} names ${id}, which test/threats.yaml does not know`),
  );
  return [...threats.flatMap((threat) => problemsWith(threat, showings)), ...strays];
}

function problemsWith(threat: Threat, showings: readonly Showing[]): string[] {
  const { id, ends, codes } = threat;
  const own = showings.filter(({ threats }) => threats.includes(id));
  if (own.length === 0) return [`${id} is shown by no rehearsal and no test`];
  const unasserted = codes.filter((code) => own.every((showing) => !showing.codes.has(code)));
  const problems = unasserted.map((code) => `${id}: no test of it asserts ${code}`);
  if (ends !== 'held' && ends !== 'denied') return problems;
  const [first] = codes;
  if (first === undefined) return [...problems, `${id}: expected the code of what is ${ends}, seen none`];
  const rehearsed = own.flatMap(({ findings }) => findings ?? []);
  const shown = rehearsed.some((findings) => findings.get(FINDING[ends])?.has(first));
  if (rehearsed.length > 0 && !shown) problems.push(`${id}: no rehearsal of it is ${ends} with ${first}`);
  return problems;
}

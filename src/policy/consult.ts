import { councilOf } from '../council/branch.ts';
import type { Council } from '../council/council.ts';
import type { Problem } from '../document/problem.ts';
import { EVIDENCE } from './evidence-rules.ts';
import { councilNamed, type LoadedRules, type Rules } from './rules.ts';

/** The council of this name; null when its file, or one that every council needs, is missing or broken. */
export function councilIn(loaded: LoadedRules, name: string | null): Council | null {
  return (loaded.ok && name !== null && councilNamed(loaded.rules, name)) || null;
}

/** The council to whose branch this base is; null where it is none, or as above. */
export function councilOn(loaded: LoadedRules, base: string): Council | null {
  return councilIn(loaded, councilOf(base));
}

/** The owners of a council, as keys of people.yaml; null asks for those of every council. */
export function ownersFor(rules: Rules, council: string | null): readonly string[] {
  if (council !== null) return councilNamed(rules, council)?.owners ?? [];
  return Object.values(rules.councils).flatMap(({ owners }) => owners);
}

/** The council's team, if it is among the teams of an audience, by id: a mention tells, too. */
export function mentionFor({ audience, council_repository }: Council, teams: readonly number[]): string | null {
  const team = audience.teams.find(({ name }) => name === council_repository.mention);
  return team !== undefined && teams.includes(team.id) ? team.name : null;
}

/** What is wrong with the files that this council needs. Those of other councils are theirs to mend. */
export function problemsFor(loaded: LoadedRules, name: string | null): readonly Problem[] {
  if (!loaded.ok) return loaded.problems;
  const path = `policies/councils/${name}.yaml`;
  return Object.hasOwn(loaded.rules.broken, path) ? (loaded.rules.broken[path] ?? []) : [];
}

/** What is wrong with the policy for evidence; only packets that cite some need it. */
export function evidenceProblems(loaded: LoadedRules): readonly Problem[] {
  return (loaded.ok && loaded.rules.broken[EVIDENCE]) || [];
}

/** `org/slug`, lower case, of every team that owns paths by CODEOWNERS, each once and sorted. */
export function teamsOwning(loaded: LoadedRules): string[] {
  if (!loaded.ok) return [];
  const owners = loaded.rules.codeowners.lines.flatMap((line) => line.owners);
  return eachOnce(owners.flatMap((owner) => (owner.kind === 'team' ? [`${owner.org}/${owner.slug}`] : [])));
}

/** The same, with the teams that a council names as well. */
export function teamsNamed(loaded: LoadedRules): string[] {
  if (!loaded.ok) return [];
  const councils = Object.values(loaded.rules.councils);
  const named = councils.flatMap(({ workspace, audience }) => [...workspace.teams, ...audience.teams]);
  return eachOnce([...teamsOwning(loaded), ...named.map(({ name }) => name)]);
}

function eachOnce(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
}

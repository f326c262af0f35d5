import type { OwnersClaim } from '../claims/access.ts';
import { type Codeowners, linesFor, type Owner, ownersOf, ownerText } from '../codeowners/codeowners.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { PullSeen } from './observation/pull.ts';
import type { CodeownersError, TeamSeen } from './observation/rules.ts';

/**
 * Who owns every path of a packet by main's CODEOWNERS. GitHub's own complaints and ours both count: GitHub skips a
 * line that it does not understand, and the path that the line protects is then anybody's.
 */
export function ownersClaim(
  paths: readonly string[],
  loaded: LoadedRules,
  seen: {
    errors: readonly CodeownersError[] | null;
    strays: readonly string[];
    teams: readonly TeamSeen[];
    pull: PullSeen;
  },
): OwnersClaim {
  const copy = seen.pull.mainCodeowners;
  if (!loaded.ok) return { copy, problems: [], accounts: [], lines: [] };
  const { codeowners, people } = loaded.rules;
  const problems = [
    ...ownersFileProblems(codeowners, seen),
    ...(seen.pull.baseCodeowners === seen.pull.mainCodeowners
      ? []
      : [`${seen.pull.base} holds another CODEOWNERS than main`]),
  ];
  const accountsOf = (owner: Owner): number[] => {
    if (owner.kind === 'team') {
      const name = `${owner.org}/${owner.slug}`.toLowerCase();
      return [...(seen.teams.find((team) => team.name === name)?.members ?? [])];
    }
    if (owner.kind === 'email') return [];
    const accounts = Object.values(people.people).flatMap((person) => person.accounts);
    return accounts.filter(({ login }) => login.toLowerCase() === owner.login.toLowerCase()).map(({ id }) => id);
  };
  const deciding = linesFor(codeowners.lines, paths);
  for (const { line, owners } of deciding) {
    if (owners.some(({ kind }) => kind === 'email')) problems.push(`line ${line}: an e-mail address fixes no account`);
  }
  // The workflow's token sees no team: it would judge by other owners than the bot, or by none.
  const read =
    loaded.rules.seal.workflow === undefined ? [] : linesFor(codeowners.lines, [...paths, ...decisionOn(paths)]);
  for (const { line, owners } of read) {
    if (owners.some(({ kind }) => kind === 'team'))
      problems.push(`line ${line}: a team; where a workflow seals, it must name people`);
  }
  const perPath = paths.map((path) => {
    const found = ownersOf(codeowners.lines, path);
    return found.kind === 'owned' ? new Set(found.owners.flatMap(accountsOf)) : new Set<number>();
  });
  const [first, ...others] = perPath;
  const accounts = [...(first ?? [])].filter((account) => others.every((owners) => owners.has(account)));
  const lines = deciding.map(({ line, pattern, owners }) => ({
    line,
    text: [pattern, ...owners.map(ownerText)].join(' '),
  }));
  return { copy, problems, accounts: accounts.sort((a, b) => a - b), lines };
}

/** What is wrong with a CODEOWNERS file by itself: by our word, by GitHub's, and that there is another one. */
export function ownersFileProblems(
  { problems, missing }: Codeowners,
  { errors, strays }: { errors: readonly CodeownersError[] | null; strays: readonly string[] },
): string[] {
  return [
    ...problems.map(({ line, message }) => (missing ? 'no .github/CODEOWNERS on main' : `line ${line}: ${message}`)),
    ...(errors === null ? ['GitHub does not say whether it is valid'] : []),
    ...(errors ?? []).map(({ line, kind, message }) => `line ${line}: GitHub says ${kind}: ${firstLine(message)}`),
    ...strays.map((path) => `a second CODEOWNERS at ${path}: only .github/CODEOWNERS may exist`),
  ];
}

/** Where a decision on the packet of these paths will stand. */
function decisionOn([path]: readonly string[]): string[] {
  const packet = path?.split('/')[1];
  return packet === undefined ? [] : [`decisions/${packet}/r1-d1.yaml`];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

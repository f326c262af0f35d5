import type { ReadersClaim } from '../claims/claims.ts';
import { personNamed } from '../people/people.ts';
import type { Rules } from '../policy/rules.ts';
import type { ReaderSeen, ReadersSeen, WayIn } from './exposure.ts';
import type { TeamSeen } from './observation.ts';

/**
 * Whoever may read a repository and is named by no council: neither in `workspace` nor by a team of an audience. All
 * councils of a governance repository count, since it is one boundary of confidentiality. People count by the numbers
 * of their accounts, and teams by theirs; being in a named team counts, whatever way in somebody uses.
 */
export function outsidersAmong(
  { accounts }: ReadersSeen,
  { councils, people }: Rules,
  seen: readonly TeamSeen[],
): readonly ReaderSeen[] {
  const policies = Object.values(councils);
  const named = new Set(
    policies.flatMap(({ workspace }) =>
      workspace.people.flatMap((key) => personNamed(people, key)?.accounts.map(({ id }) => id) ?? []),
    ),
  );
  const teams = policies.flatMap(({ workspace, audience }) => [...workspace.teams, ...audience.teams]);
  const ids = new Set(teams.map(({ id }) => id));
  for (const { id, name } of teams) {
    // By number: another team may have taken the name.
    const team = seen.find((candidate) => candidate.name === name.toLowerCase() && candidate.id === id);
    for (const member of team?.members ?? []) named.add(member);
  }
  return accounts.filter(({ account, by }) => !named.has(account) && !by.some((one) => isBy(one, ids)));
}

function isBy(one: WayIn, teams: ReadonlySet<number>): boolean {
  return one.way === 'team' && teams.has(one.id);
}

/** What is proven about who may read. A policy that does not load may name them, so then nobody is called an outsider. */
export function readersClaim(seen: ReadersSeen, rules: Rules, teams: readonly TeamSeen[]): ReadersClaim {
  return {
    visibility: seen.visibility,
    outsiders: outsidersAmong(seen, rules, teams).map(({ account, login, by }) => ({
      account,
      login,
      by: by.map(wayText),
    })),
    certain: isWhole(rules),
  };
}

/** Whether every council's policy loads: of one that does not, nobody knows whom it names. */
export function isWhole({ broken }: Rules): boolean {
  return !Object.keys(broken).some((path) => path.startsWith('policies/councils/'));
}

/** `invitation`, `team acme/release-engineering`, `owner of acme`. */
function wayText(way: WayIn): string {
  if (way.way === 'invitation') return 'invitation';
  if (way.way === 'team') return `team ${way.name}`;
  return way.owner ? `owner of ${way.name}` : `member of ${way.name}, all of whom may read`;
}

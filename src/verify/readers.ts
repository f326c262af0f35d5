import type { ReadersClaim } from '../claims/access.ts';
import { personNamed } from '../people/people.ts';
import type { Rules } from '../policy/rules.ts';
import type { ReaderSeen, ReadersSeen, WayIn } from './exposure.ts';
import type { TeamSeen } from './observation/rules.ts';

/** Whom policies let read: accounts and teams by their numbers, which names cannot take from them. */
export interface NamedReaders {
  readonly accounts: ReadonlySet<number>;
  readonly teams: ReadonlySet<number>;
}

/**
 * Everybody whom a council names: in its `workspace`, or by a team of its audience. All councils of a governance
 * repository count, since it is one boundary of confidentiality.
 */
export function namedBy({ councils, people }: Rules, seen: readonly TeamSeen[]): NamedReaders {
  const policies = Object.values(councils);
  const keys = policies.flatMap(({ workspace }) => workspace.people);
  const accounts = keys.flatMap((key) => personNamed(people, key)?.accounts.map(({ id }) => id) ?? []);
  const teams = policies.flatMap(({ workspace, audience }) => [...workspace.teams, ...audience.teams]);
  const members = teams.flatMap(
    // By number too: another team may have taken the name.
    ({ id, name }) => seen.find((one) => one.id === id && one.name === name.toLowerCase())?.members ?? [],
  );
  return { accounts: new Set([...accounts, ...members]), teams: new Set(teams.map(({ id }) => id)) };
}

/** Whoever may read and is not named. Being in a named team counts, whatever way in somebody uses. */
export function outsidersAmong({ accounts }: ReadersSeen, named: NamedReaders): readonly ReaderSeen[] {
  return accounts.filter(({ account, by }) => !named.accounts.has(account) && !by.some((way) => isNamed(way, named)));
}

/** Whether this way in is one that policy names. */
function isNamed(way: WayIn, { teams }: NamedReaders): boolean {
  return way.way === 'team' && teams.has(way.id);
}

/** What is proven about who may read. A policy that does not load may name them, so then nobody is called an outsider. */
export function readersClaim(seen: ReadersSeen, rules: Rules, teams: readonly TeamSeen[]): ReadersClaim {
  return {
    visibility: seen.visibility,
    outsiders: outsidersAmong(seen, namedBy(rules, teams)).map(({ account, login, by }) => ({
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

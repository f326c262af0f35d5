import type { Council } from '../council/council.ts';
import type { Called } from '../ledger/headline.ts';
import { type People, personOfAccount } from '../people/people.ts';

/** What people call the numbers that entries hold, as far as today's policies say. */
export interface Names extends Called {
  team(id: number): string;
}

/** Of policies that could not be read there are none: numbers are then called by what they are numbers of. */
export function namesIn(people: People | null, councils: readonly Council[]): Names {
  const teams = councils.flatMap(({ audience }) => audience.teams);
  const repositories = councils.flatMap(({ council_repository, audience }) => [
    council_repository,
    ...audience.repositories,
  ]);
  const named = (what: string, id: number, known: readonly { readonly id: number; readonly name: string }[]) =>
    known.find((one) => one.id === id)?.name ?? `${what} ${id}`;
  return {
    account: (id) => {
      const agent = people?.agents.find((one) => one.id === id);
      return (people && personOfAccount(people, id)) ?? agent?.login ?? `account ${id}`;
    },
    team: (id) => named('team', id, teams),
    repository: (id) => named('repository', id, repositories),
  };
}

import type { Council } from '../council/council.ts';
import { type People, personOfAccount } from '../people/people.ts';

/** What people call the numbers that entries hold, as far as today's policies say. */
export interface Names {
  account(id: number): string;
  team(id: number): string;
  repository(id: number): string;
}

/** Null for policies that could not be read: numbers are then called by what they are numbers of. */
export function namesIn(people: People | null, council: Council | null): Names {
  const audience = council?.audience;
  const named = (what: string, id: number, known: readonly { readonly id: number; readonly name: string }[] = []) =>
    known.find((one) => one.id === id)?.name ?? `${what} ${id}`;
  return {
    account: (id) => {
      const agent = people?.agents.find((one) => one.id === id);
      return (people && personOfAccount(people, id)) ?? agent?.login ?? `account ${id}`;
    },
    team: (id) => named('team', id, audience?.teams),
    repository: (id) =>
      named('repository', id, [...(council ? [council.council_repository] : []), ...(audience?.repositories ?? [])]),
  };
}

import { z } from 'zod';
import type { TeamSeen } from '../verify/observation/rules.ts';

/** Asks for who is in each team (`org/slug`): fields of a query, each under an alias of its own. */
export function teamFields(teams: readonly string[]): string {
  const field = (full: string, index: number) => {
    const [org = '', slug = ''] = full.split('/');
    return `team${index}: organization(login: ${JSON.stringify(org)}) { team(slug: ${JSON.stringify(slug)}) {
      databaseId members(first: 100) { totalCount nodes { databaseId } } } }`;
  };
  return teams.map(field).join('\n  ');
}

/** What each of these fields answers. */
export const teamShape = z
  .object({
    team: z
      .object({
        databaseId: z.number(),
        members: z.object({ totalCount: z.number(), nodes: z.array(z.object({ databaseId: z.number() })) }),
      })
      .nullable(),
  })
  .nullable();

/** The teams in the order in which they were asked for. A team that this App may not see has nobody in it. */
export function teamsSeen(
  answer: Readonly<Record<string, z.infer<typeof teamShape>>>,
  teams: readonly string[],
): TeamSeen[] {
  return teams.map((name, index) => {
    const team = answer[`team${index}`]?.team;
    // A list that was cut off would count some members and not others: nobody is counted by it.
    const whole = team && team.members.totalCount === team.members.nodes.length;
    return {
      name,
      id: team?.databaseId ?? 0,
      members: whole ? team.members.nodes.map((member) => member.databaseId) : [],
    };
  });
}

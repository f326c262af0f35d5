import { z } from 'zod';
import type { Heard } from '../verify/exposure.ts';

const NAME = /^[\w.-]+\/[\w.-]+$/;
const account = z.object({ id: z.number(), login: z.string(), type: z.string() });
const payload = z.object({
  action: z.string().optional(),
  repository: z.object({ id: z.number() }),
  sender: account,
  member: z.object({ id: z.number() }).nullish(),
  team: z.object({ id: z.number() }).nullish(),
  forkee: z.object({ id: z.number(), full_name: z.string().regex(NAME), owner: account }).optional(),
});

/**
 * Who let somebody read a repository, as a webhook tells it: GitHub's API shows that somebody may and not who did it,
 * and forks elsewhere it does not show at all. Null for every other event. (docs.github.com, "Webhook events and payloads")
 */
export function hearsay(event: string, body: unknown): Heard | null {
  const parsed = payload.safeParse(body);
  if (!parsed.success) return null;
  const { action, repository, sender, member, team, forkee } = parsed.data;
  const heard = (what: Heard['what'], about: number | null, fork: Heard['fork'] = null): Heard => ({
    what,
    repository: repository.id,
    about,
    by: sender,
    fork,
  });
  switch (`${event}.${action ?? ''}`) {
    case 'public.':
    case 'repository.publicized':
      return heard('visibility', null);
    case 'repository.transferred':
      return heard('transfer', null);
    case 'member.added':
    case 'member.edited':
      return member ? heard('collaborator', member.id) : null;
    case 'team_add.':
    case 'team.added_to_repository':
      return team ? heard('team', team.id) : null;
    case 'fork.':
      return forkee ? heard('fork', forkee.id, { id: forkee.id, name: forkee.full_name, owner: forkee.owner }) : null;
    default:
      return null;
  }
}

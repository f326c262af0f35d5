import { z } from 'zod';

/** Which pull requests an event makes worth a look; `all` where it may concern every one. */
export type Concerned = { readonly pulls: readonly number[] } | 'all' | { readonly ignored: string };

const inRepository = z.object({ repository: z.object({ full_name: z.string() }).optional() });
const withPull = z.object({ pull_request: z.object({ number: z.number() }) });
const withCheck = z.object({
  action: z.string(),
  check_run: z.object({ pull_requests: z.array(z.object({ number: z.number() })) }),
});
const withRef = z.object({ ref: z.string() });
const WATCHED = /^refs\/heads\/(main|ledger|council\/.+)$/;
/** Events of the organization, which name no repository. */
const ABOUT_PEOPLE = ['membership', 'team', 'organization', 'member'];

/** Reads no more of an event than where to look: what is true is read from GitHub, never from here. */
export function concernedBy(event: string, payload: unknown, repository: string): Concerned {
  const place = inRepository.safeParse(payload);
  const named = place.success ? place.data.repository?.full_name : undefined;
  if (ABOUT_PEOPLE.includes(event)) return 'all';
  if (named?.toLowerCase() !== repository.toLowerCase()) return { ignored: `${event} of ${named ?? 'no repository'}` };
  if (event === 'pull_request' || event === 'pull_request_review') {
    const pull = withPull.safeParse(payload);
    return pull.success ? { pulls: [pull.data.pull_request.number] } : { ignored: `${event} without a pull request` };
  }
  if (event === 'check_run') {
    const check = withCheck.safeParse(payload);
    if (!check.success || check.data.action !== 'rerequested')
      return { ignored: 'a check run that nobody asked to repeat' };
    return { pulls: check.data.check_run.pull_requests.map(({ number }) => number) };
  }
  if (event === 'push') {
    const push = withRef.safeParse(payload);
    return push.success && WATCHED.test(push.data.ref) ? 'all' : { ignored: 'a push to another branch' };
  }
  return { ignored: event };
}

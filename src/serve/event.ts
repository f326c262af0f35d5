import { z } from 'zod';
import { intentTitled } from '../plan/run.ts';

/** What an event makes worth a look; `all`: every pull request and the repository around them. */
export type Concerned =
  | { readonly pulls: readonly number[] }
  | 'all'
  | 'repository'
  | { readonly intent: number }
  | { readonly ignored: string };

const inRepository = z.object({ repository: z.object({ full_name: z.string() }).optional() });
const withPull = z.object({ pull_request: z.object({ number: z.number() }) });
const withCheck = z.object({
  action: z.string(),
  check_run: z.object({ pull_requests: z.array(z.object({ number: z.number() })) }),
});
const withRun = z.object({ action: z.string(), workflow_run: z.object({ display_title: z.string() }) });
const withComment = z.object({
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
  comment: z.object({ body: z.string(), user: z.object({ login: z.string() }).nullable() }),
  sender: z.object({ login: z.string() }),
});
const withRef = z.object({ ref: z.string(), forced: z.boolean(), sender: z.object({ login: z.string() }) });
const WATCHED = /^refs\/heads\/(main|ledger|council\/.+)$/;
/** Events of the organization, which name no repository. */
const ABOUT_PEOPLE = ['membership', 'team'];

const NOTHING = { pulls: [] } as const;

/** Which repository is governed, and under which login this App acts. */
export interface Ours {
  readonly repository: string;
  readonly botLogin: string;
}

/**
 * A comment is worth a look where it may hold a command, or where somebody else touched ours. What anybody says beside
 * that is no reason to ask GitHub anything.
 */
function commentConcerns(payload: unknown, botLogin: string): Concerned {
  const said = withComment.safeParse(payload);
  if (!said.success) return { ignored: 'issue_comment without a comment' };
  const { issue, comment, sender } = said.data;
  const ours = comment.user?.login === botLogin;
  const asks = !ours && comment.body.includes('/countersign');
  if (sender.login === botLogin || !(ours || asks)) return NOTHING;
  return issue.pull_request === undefined ? 'repository' : { pulls: [issue.number] };
}

/** Reads no more of an event than where to look: what is true is read from GitHub, never from here. */
export function concernedBy(event: string, payload: unknown, { repository, botLogin }: Ours): Concerned {
  const place = inRepository.safeParse(payload);
  const named = place.success ? place.data.repository?.full_name : undefined;
  if (ABOUT_PEOPLE.includes(event)) return 'all';
  if (named?.toLowerCase() !== repository.toLowerCase()) return { ignored: `${event} of ${named ?? 'no repository'}` };
  if (event === 'pull_request' || event === 'pull_request_review') {
    const pull = withPull.safeParse(payload);
    return pull.success ? { pulls: [pull.data.pull_request.number] } : { ignored: `${event} without a pull request` };
  }
  if (event === 'issue_comment') return commentConcerns(payload, botLogin);
  if (event === 'check_run') {
    const check = withCheck.safeParse(payload);
    if (!check.success || check.data.action !== 'rerequested') return NOTHING;
    return { pulls: check.data.check_run.pull_requests.map(({ number }) => number) };
  }
  if (event === 'workflow_run') {
    const run = withRun.safeParse(payload);
    if (!run.success || run.data.action !== 'completed') return NOTHING;
    const intent = intentTitled(run.data.workflow_run.display_title);
    return intent === null ? NOTHING : { intent };
  }
  if (event === 'push') {
    const push = withRef.safeParse(payload);
    if (!push.success) return { ignored: 'push without a ref' };
    if (!WATCHED.test(push.data.ref)) return NOTHING;
    const { ref, forced, sender } = push.data;
    const own = ref === 'refs/heads/ledger' && !forced && sender.login === botLogin;
    return own ? NOTHING : 'all';
  }
  return { ignored: event };
}

import { z } from 'zod';
import { unheardIn } from '../command/unheard.ts';
import { intentTitled } from '../plan/run.ts';

/**
 * What an event makes worth a look; `all`: every pull request and the repository around them;
 * `deliveries`: what was written on issues that delivered a release.
 */
export type Concerned =
  | { readonly pulls: readonly number[] }
  | 'all'
  | 'repository'
  | 'deliveries'
  | { readonly intent: number }
  /** The head of a merge group, to be answered there. */
  | { readonly group: string }
  | { readonly ignored: string };

const inRepository = z.object({ repository: z.object({ full_name: z.string() }).optional() });
const withPull = z.object({
  action: z.string().optional(),
  pull_request: z.object({ number: z.number(), merged: z.boolean().optional() }),
});
const withCheck = z.object({
  action: z.string(),
  check_run: z.object({ pull_requests: z.array(z.object({ number: z.number() })) }),
});
const withRun = z.object({ action: z.string(), workflow_run: z.object({ display_title: z.string() }) });
const withGroup = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: z.string().regex(/^[0-9a-f]{40}$/) }),
});
const withComment = z.object({
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
  comment: z.object({ body: z.string(), user: z.object({ login: z.string() }).nullable() }),
  sender: z.object({ login: z.string() }),
});
const withRef = z.object({ ref: z.string(), forced: z.boolean(), sender: z.object({ login: z.string() }) });
const WATCHED = /^refs\/heads\/(main|ledger|council\/.+)$/;
/** Who is in which team, or in the organization: whoever may read or approve may be another. */
const ABOUT_PEOPLE = ['membership', 'team', 'organization'];
/** Who may read a repository, of whichever: ours, one of an audience, or one that holds what it should not. */
const ABOUT_READERS = ['member', 'public', 'repository', 'team_add'];
/** What spreads a repository, and readers cannot be told by. */
const ABOUT_COPIES = ['fork', 'installation_repositories'];

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
function commentConcerns(payload: unknown, botLogin: string, here: boolean): Concerned {
  const said = withComment.safeParse(payload);
  if (!said.success) return { ignored: 'issue_comment without a comment' };
  const { issue, comment, sender } = said.data;
  const ours = comment.user?.login === botLogin;
  const asks = !ours && (comment.body.includes('/countersign') || unheardIn(comment.body) !== null);
  if (sender.login === botLogin || !(ours || asks)) return NOTHING;
  if (!here) return 'deliveries';
  return issue.pull_request === undefined ? 'repository' : { pulls: [issue.number] };
}

function isBy(payload: unknown, login: string): boolean {
  const by = z.object({ sender: z.object({ login: z.string() }) }).safeParse(payload);
  return by.success && by.data.sender.login === login;
}

/** Reads no more of an event than where to look: what is true is read from GitHub, never from here. */
export function concernedBy(event: string, payload: unknown, { repository, botLogin }: Ours): Concerned {
  const place = inRepository.safeParse(payload);
  const named = place.success ? place.data.repository?.full_name : undefined;
  if (ABOUT_PEOPLE.includes(event)) return 'all';
  const here = named?.toLowerCase() === repository.toLowerCase();
  if (ABOUT_COPIES.includes(event)) return 'repository';
  if (ABOUT_READERS.includes(event)) return here ? 'all' : 'repository';
  // In a council's own repository nothing but what is said there of releases concerns us.
  if (event === 'issue_comment' && named !== undefined) return commentConcerns(payload, botLogin, here);
  if (!here) return { ignored: `${event} of ${named ?? 'no repository'}` };
  // An alarm may have been edited, closed, deleted or moved away.
  if (event === 'issues') return isBy(payload, botLogin) ? NOTHING : 'repository';
  if (event === 'pull_request' || event === 'pull_request_review') {
    const pull = withPull.safeParse(payload);
    if (!pull.success) return { ignored: `${event} without a pull request` };
    const { action, pull_request: about } = pull.data;
    // One that is given up may have held others: those with its head, or with its packet.
    if (action === 'closed' && about.merged === false) return 'all';
    return { pulls: [about.number] };
  }
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
  if (event === 'merge_group') {
    const group = withGroup.safeParse(payload);
    if (!group.success) return { ignored: 'merge_group without a head' };
    return group.data.action === 'checks_requested' ? { group: group.data.merge_group.head_sha } : NOTHING;
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

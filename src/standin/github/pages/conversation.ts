import { commitsBetween } from '../git/history.ts';
import { type Oid, ZERO } from '../git/object.ts';
import type {
  Activity,
  CheckRun,
  Comment,
  Issue,
  PullRequest,
  Repository,
  Review,
  TimelineEvent,
  World,
} from '../world.ts';

type Request = Extract<TimelineEvent, { kind: 'review_requested' }>;
export type Reviewer = Request['reviewer'];

/** Something that happened on a pull request or an issue. */
export type Happening =
  | { readonly kind: 'push'; readonly at: number; readonly push: Activity; readonly commits: readonly Oid[] }
  | { readonly kind: 'review'; readonly at: number; readonly review: Review }
  | { readonly kind: 'comment'; readonly at: number; readonly comment: Comment }
  | { readonly kind: 'event'; readonly at: number; readonly event: Exclude<TimelineEvent, Request> }
  | { readonly kind: 'asked'; readonly at: number; readonly actor: number; readonly reviewers: readonly Reviewer[] }
  | { readonly kind: 'check'; readonly at: number; readonly run: CheckRun };

/** All that happened since it was opened, in the order of time; within a second, what people did and then the checks. */
export function conversation(world: World, repository: Repository, one: PullRequest | Issue): Happening[] {
  const comments = one.comments.map((comment) => ({ kind: 'comment', at: comment.createdAt, comment }) as const);
  if (one.kind === 'issue') return comments;
  const pushes = pushesOf(world, one);
  const heads = new Set([one.head.sha, ...pushes.flatMap(({ before, after }) => [before, after])]);
  const all: Happening[] = [
    ...pushes
      .filter(({ at }) => at > one.createdAt)
      .map((push) => ({ kind: 'push', at: push.at, push, commits: broughtBy(repository, push) }) as const),
    ...one.reviews.flatMap((review) =>
      review.submittedAt === null ? [] : [{ kind: 'review', at: review.submittedAt, review } as const],
    ),
    ...comments,
    ...askedIn(one),
    ...one.timeline.flatMap((event) => {
      // A merge closes as well, and a push over another is told as a push.
      const told = event.kind === 'head_ref_force_pushed' || (event.kind === 'closed' && event.at === one.merged?.at);
      return told || event.kind === 'review_requested' ? [] : [{ kind: 'event', at: event.at, event } as const];
    }),
    ...repository.runs
      .filter(({ headSha }) => heads.has(headSha))
      .map((run) => ({ kind: 'check', at: run.completedAt ?? run.startedAt, run }) as const),
  ];
  return all.sort((a, b) => a.at - b.at);
}

/** Who moved the branch of a pull request, while it followed. */
function pushesOf(world: World, { head, closedAt }: PullRequest): Activity[] {
  const from = head.repository === null ? undefined : world.repositories.get(head.repository);
  const rows = from?.activity.filter(({ ref }) => ref === `refs/heads/${head.ref}`) ?? [];
  return rows.filter(({ at, after }) => after !== ZERO && at <= (closedAt ?? Number.POSITIVE_INFINITY));
}

function broughtBy({ git }: Repository, { before, after }: Activity): Oid[] {
  return commitsBetween(git.objects, before, after);
}

/** Whom somebody asked for a review at one time, together. */
function askedIn({ timeline }: PullRequest): Happening[] {
  const requests = timeline.filter((event) => event.kind === 'review_requested');
  const together = Map.groupBy(requests, ({ at, actor }) => `${at} ${actor}`);
  return [...together.values()].flatMap((those) =>
    those
      .slice(0, 1)
      .map(({ at, actor }) => ({ kind: 'asked', at, actor, reviewers: those.map(({ reviewer }) => reviewer) })),
  );
}

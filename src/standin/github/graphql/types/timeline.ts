import { iso } from '../../clock.ts';
import type { TimelineEvent } from '../../world.ts';
import { type Asked, type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { notModelled } from '../refusal.ts';
import { actor } from './account.ts';
import { commitOrNull } from './git-object.ts';
import type { PullCommit } from './pull-request-commit.ts';
import type { PullIn } from './pulls.ts';
import type { ReviewIn } from './review.ts';
import { requestedReviewer } from './review-request.ts';

const TYPES: Readonly<Record<TimelineEvent['kind'], string>> = {
  base_ref_changed: 'BaseRefChangedEvent',
  closed: 'ClosedEvent',
  convert_to_draft: 'ConvertToDraftEvent',
  head_ref_force_pushed: 'HeadRefForcePushedEvent',
  merged: 'MergedEvent',
  ready_for_review: 'ReadyForReviewEvent',
  renamed_title: 'RenamedTitleEvent',
  reopened: 'ReopenedEvent',
  review_dismissed: 'ReviewDismissedEvent',
  review_requested: 'ReviewRequestedEvent',
};
/** `ReviewDismissedEvent` is asked for as `REVIEW_DISMISSED_EVENT`. */
const BY_ENUM = new Map(
  Object.entries(TYPES).map(([kind, type]) => [type.replace(/\B[A-Z]/g, '_$&').toUpperCase(), kind]),
);

interface EventIn<Event extends TimelineEvent = TimelineEvent> extends PullIn {
  readonly event: Event;
}
type EventOf<Kind extends TimelineEvent['kind']> = EventIn<Extract<TimelineEvent, { kind: Kind }>>;

/** The events of the asked kinds, oldest first. Commits, comments and reviews have connections of their own here. */
export function timelineOf(source: PullIn, itemTypes: readonly string[] | null | undefined): Typed[] {
  if (!itemTypes) throw notModelled('`timelineItems` without `itemTypes`');
  const unknown = itemTypes.find((type) => !BY_ENUM.has(type));
  if (unknown !== undefined) throw notModelled(`\`timelineItems\` of the type \`${unknown}\``);
  const kinds = new Set(itemTypes.map((type) => BY_ENUM.get(type)));
  return source.pull.timeline
    .filter((event) => kinds.has(event.kind))
    .map((event) => new Typed(TYPES[event.kind], { ...source, event } satisfies EventIn));
}

const shared: Fields<EventIn> = {
  id: ({ repository, pull, event }) => nodeId('TimelineEvent', repository.id, pull.number, event.id),
  actor: ({ event }, _args, { world }: Asked) => actor(world, event.actor),
  createdAt: ({ event }) => iso(event.at),
  pullRequest: ({ repository, pull }): PullIn => ({ repository, pull }),
};

const reviewDismissed: Fields<EventOf<'review_dismissed'>> = {
  ...shared,
  databaseId: ({ event }) => event.id,
  previousReviewState: ({ event }) => event.previous,
  dismissalMessage: ({ event }) => event.message,
  review: ({ repository, pull, event }): ReviewIn | null => {
    const review = pull.reviews.find(({ id }) => id === event.review);
    return review === undefined ? null : { repository, pull, review };
  },
  /** The commit that made the review stale; null when a person dismissed it, who must give a reason. */
  pullRequestCommit: ({ repository, pull, event }): PullCommit | null =>
    event.message === '' ? { repository, pull, oid: event.head } : null,
};
const reviewRequested: Fields<EventOf<'review_requested'>> = {
  ...shared,
  requestedReviewer: ({ event }, _args, asked: Asked) => requestedReviewer(event.reviewer, asked),
};
const forcePushed: Fields<EventOf<'head_ref_force_pushed'>> = {
  ...shared,
  beforeCommit: ({ repository, event }) => commitOrNull(repository, event.before),
  afterCommit: ({ repository, event }) => commitOrNull(repository, event.after),
};
const baseChanged: Fields<EventOf<'base_ref_changed'>> = {
  ...shared,
  databaseId: ({ event }) => event.id,
  previousRefName: ({ event }) => event.from,
  currentRefName: ({ event }) => event.to,
};
const renamed: Fields<EventOf<'renamed_title'>> = {
  ...shared,
  previousTitle: ({ event }) => event.from,
  currentTitle: ({ event }) => event.to,
};
const merged: Fields<EventOf<'merged'>> = {
  ...shared,
  commit: ({ repository, pull }) => commitOrNull(repository, pull.merged?.sha),
  mergeRefName: ({ pull }) => pull.base.ref,
};

export const TIMELINE_EVENTS: Readonly<Record<string, Fields<never>>> = {
  BaseRefChangedEvent: baseChanged,
  ClosedEvent: shared,
  ConvertToDraftEvent: shared,
  HeadRefForcePushedEvent: forcePushed,
  MergedEvent: merged,
  ReadyForReviewEvent: shared,
  RenamedTitleEvent: renamed,
  ReopenedEvent: shared,
  ReviewDismissedEvent: reviewDismissed,
  ReviewRequestedEvent: reviewRequested,
};

import { z } from 'zod';
import { text } from '../../document/names.ts';
import { accountNamed } from '../../standin/github/named.ts';
import type { Review } from '../../standin/github/world.ts';
import { by, headName, pullName } from '../field.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { headOf } from './pull.ts';

const EVENTS = {
  approve: 'APPROVE',
  request_changes: 'REQUEST_CHANGES',
  comment: 'COMMENT',
  pending: undefined,
} as const;
const SAYS = {
  approve: 'approves',
  request_changes: 'asks for changes to',
  comment: 'comments on',
  pending: 'begins a review of',
} as const;

const reviewing = z.strictObject({
  pull: pullName,
  by,
  state: z.enum(['approve', 'request_changes', 'comment', 'pending']).meta({ description: 'pending: not submitted' }),
  at: headName.optional().meta({ description: 'an earlier head, as from a page that was left open' }),
  body: text.optional(),
});

export const review = stepKind(reviewing, {
  tell: ({ by, pull, state, at }) => `${by} ${SAYS[state]} ${pull}${at ? ` at ${at}` : ''}`,
  play: async ({ stage }, { pull, by, state, at, body }) => {
    const staged = stage.pull(pull);
    const event = EVENTS[state];
    await stage.as(by, 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', {
      number: staged.number,
      body: body ?? (state === 'approve' ? '' : 'a remark'),
      ...(event !== undefined && { event }),
      ...(at !== undefined && { commit_id: headOf(staged, at) }),
    });
  },
});

const ofReview = { pull: pullName, of: by.meta({ description: 'whose latest review' }), by };

export const dismiss = stepKind(z.strictObject(ofReview), {
  tell: ({ by, of, pull }) => `${by} dismisses the review of ${of} on ${pull}`,
  play: async ({ stage }, { pull, of, by }) => {
    const { id: review } = latestReview(stage, pull, of);
    const { number } = stage.pull(pull);
    const message = 'no longer right';
    await stage.as(by, 'PUT /repos/{owner}/{repo}/pulls/{number}/reviews/{review}/dismissals', {
      number,
      review,
      message,
    });
  },
});

export const edit = stepKind(z.strictObject({ pull: pullName, by, text }), {
  tell: ({ by, pull }) => `${by} edits the text of a review on ${pull}`,
  play: async ({ stage }, { pull, by, text: body }) => {
    const { id: review } = latestReview(stage, pull, by);
    const { number } = stage.pull(pull);
    await stage.as(by, 'PUT /repos/{owner}/{repo}/pulls/{number}/reviews/{review}', { number, review, body });
  },
});

/** The latest submitted review of an account. */
export function latestReview(stage: Stage, pull: string, login: string): Review {
  const { id } = accountNamed(stage.github.world, login);
  const found = stage.pullRequest(pull).reviews.findLast(({ author, state }) => author === id && state !== 'PENDING');
  if (found === undefined) throw new RangeError(`\`${login}\` did not review \`${pull}\``);
  return found;
}

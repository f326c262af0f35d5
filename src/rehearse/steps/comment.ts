import { z } from 'zod';
import { text } from '../../document/names.ts';
import { addComment } from '../../standin/github/acts/issues.ts';
import { accountNamed } from '../../standin/github/named.ts';
import type { Comment } from '../../standin/github/world.ts';
import { by, pullName } from '../field.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

const commenting = z.strictObject({
  pull: pullName,
  by,
  text,
  times: z.int().min(1).max(600).optional().meta({ description: 'that it is written; once unless given' }),
  through_app: z.literal(true).optional().meta({ description: 'an App writes it on behalf of the account' }),
});

export const comment = stepKind(commenting, {
  tell: ({ by, pull }) => `${by} writes a comment on ${pull}`,
  play: async ({ stage }, { pull, by, text: body, times = 1, through_app }) => {
    const { number } = stage.pull(pull);
    const { world } = stage.github;
    for (let time = 0; time < times; time++) {
      if (through_app) {
        const viewer = { kind: 'account', account: accountNamed(world, by).id } as const;
        addComment(world, stage.repository, viewer, stage.pullRequest(pull), body, world.app.id);
      } else await stage.as(by, 'POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body });
    }
  },
});

const ofComment = { pull: pullName, of: by.meta({ description: 'whose latest comment' }), by };

export const editComment = stepKind(z.strictObject({ ...ofComment, text }), {
  tell: ({ by, of, pull }) => `${by} edits the comment of ${of} on ${pull}`,
  play: async ({ stage }, { pull, of, by, text: body }) => {
    const { id } = latestComment(stage, pull, of);
    await stage.as(by, 'PATCH /repos/{owner}/{repo}/issues/comments/{id}', { id, body });
  },
});

export const deleteComment = stepKind(z.strictObject(ofComment), {
  tell: ({ by, of, pull }) => `${by} deletes the comment of ${of} on ${pull}`,
  play: async ({ stage }, { pull, of, by }) => {
    const { id } = latestComment(stage, pull, of);
    await stage.as(by, 'DELETE /repos/{owner}/{repo}/issues/comments/{id}', { id });
  },
});

function latestComment(stage: Stage, pull: string, login: string): Comment {
  const { id } = accountNamed(stage.github.world, login);
  const found = stage.pullRequest(pull).comments.findLast(({ author }) => author === id);
  if (found === undefined) throw new RangeError(`\`${login}\` did not comment on \`${pull}\``);
  return found;
}

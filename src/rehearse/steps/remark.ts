import { z } from 'zod';
import { text } from '../../document/names.ts';
import { addComment } from '../../standin/github/acts/issues.ts';
import { accountNamed, repositoryNamed } from '../../standin/github/named.ts';
import { by, pullName } from '../field.ts';
import { deliveredBy } from '../stage/delivered.ts';
import { stepKind } from '../step.ts';

const remarking = z.strictObject({
  pull: pullName,
  by,
  text,
  edits: z.literal(true).optional().meta({ description: 'the latest one of the account is changed instead' }),
  through_app: z.literal(true).optional().meta({ description: 'an App writes it on behalf of the account' }),
});

export const remark = stepKind(remarking, {
  tell: ({ by, pull }) => `${by} writes a comment on the issue that delivered ${pull}`,
  play: async ({ stage }, { pull, by, text: body, edits, through_app }) => {
    const { repository, issue } = deliveredBy(stage, pull);
    const [owner, repo] = repository.split('/');
    const { world } = stage.github;
    const { id: account } = accountNamed(world, by);
    if (through_app) {
      addComment(world, repositoryNamed(world, repository), { kind: 'account', account }, issue, body, world.app.id);
    } else if (edits) {
      const id = issue.comments.findLast(({ author }) => author === account)?.id;
      await stage.as(by, 'PATCH /repos/{owner}/{repo}/issues/comments/{id}', { owner, repo, id, body });
    } else {
      const number = issue.number;
      await stage.as(by, 'POST /repos/{owner}/{repo}/issues/{number}/comments', { owner, repo, number, body });
    }
  },
});

import { z } from 'zod';
import { by, headName, pullName } from '../field.ts';
import { stepKind } from '../step.ts';
import { headOf } from './pull.ts';

const option = z
  .string()
  .min(1)
  .max(100)
  .meta({ title: 'the id of an option, or `reject`', description: 'any text: also what nobody can sign' });

const signing = z.strictObject({
  pull: pullName,
  by,
  option,
  at: headName.optional().meta({ description: 'an earlier head, as from a page that was left open' }),
});

export const sign = stepKind(signing, {
  tell: ({ by, pull, option }) => `${by} signs ${option} on ${pull}`,
  play: async ({ stage }, { pull, by, option, at }) => {
    const staged = stage.pull(pull);
    await stage.as(by, 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', {
      number: staged.number,
      event: 'APPROVE',
      body: `/countersign sign ${option}`,
      ...(at !== undefined && { commit_id: headOf(staged, at) }),
    });
  },
});

export const conclude = stepKind(z.strictObject({ pull: pullName, by }), {
  tell: ({ by, pull }) => `${by} asks to conclude ${pull}`,
  play: async ({ stage }, { pull, by }) => {
    const { number } = stage.pull(pull);
    await stage.as(by, 'POST /repos/{owner}/{repo}/issues/{number}/comments', {
      number,
      body: '/countersign conclude',
    });
  },
});

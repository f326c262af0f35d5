import { z } from 'zod';
import { text } from '../../document/names.ts';
import { by } from '../field.ts';
import { alarmsOf } from '../stage/alarms.ts';
import { stepKind } from '../step.ts';

const nth = z.int().min(1).max(100).optional().meta({ description: 'which alarm; the newest where nothing is said' });

const writing = z.strictObject({ by, comment: text, nth });
const deleting = z.strictObject({ by, delete: z.literal(true).meta({ description: 'deletes the issue' }), nth });

export const alarm = stepKind(z.union([writing, deleting]), {
  tell: (step) => `${step.by} ${'comment' in step ? `writes on the alarm: ${step.comment}` : 'deletes the alarm'}`,
  play: async ({ stage }, step) => {
    const { nth } = step;
    const issue = alarmsOf(stage).at(nth === undefined ? -1 : nth - 1);
    if (issue === undefined) throw new RangeError('there is no such alarm');
    const { number } = issue;
    if ('delete' in step) stage.repository.issues.delete(number);
    else await stage.as(step.by, 'POST /repos/{owner}/{repo}/issues/{number}/comments', { number, body: step.comment });
  },
});

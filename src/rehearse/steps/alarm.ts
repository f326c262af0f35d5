import { z } from 'zod';
import { text } from '../../document/names.ts';
import { by } from '../field.ts';
import { alarmsOf } from '../stage/alarms.ts';
import { stepKind } from '../step.ts';

const nth = z.int().min(1).max(100).optional().meta({ description: 'which alarm; the newest where nothing is said' });

export const alarm = stepKind(z.strictObject({ by, comment: text, nth }), {
  tell: ({ by, comment }) => `${by} writes on the alarm: ${comment}`,
  play: async ({ stage }, { by, comment: body, nth }) => {
    const issue = alarmsOf(stage).at(nth === undefined ? -1 : nth - 1);
    if (issue === undefined) throw new RangeError('there is no such alarm');
    await stage.as(by, 'POST /repos/{owner}/{repo}/issues/{number}/comments', { number: issue.number, body });
  },
});

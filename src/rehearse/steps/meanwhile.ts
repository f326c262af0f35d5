import { z } from 'zod';
import type { WriteVerdict } from '../../standin/github/server/writes.ts';
import { WRITES } from '../stage/request.ts';
import { type Play, stepKind } from '../step.ts';

/** Steps that happen while a write of the bot is under way. */
export function meanwhileKind(steps: z.ZodType<readonly object[]>, act: (play: Play, step: object) => Promise<void>) {
  const schema = z
    .strictObject({
      before: z.enum(WRITES).optional().meta({ description: 'just before the next such write of the bot is done' }),
      after: z.enum(WRITES).optional().meta({ description: 'just after, before the bot hears of it' }),
      do: steps,
    })
    .refine(({ before, after }) => (before === undefined) !== (after === undefined), {
      error: 'expected `before` or `after`, and not both',
    });
  return stepKind(schema, {
    takesTime: false,
    tell: ({ before, after }) =>
      `${before ? 'before' : 'after'} the bot's next write \`${before ?? after}\` something happens`,
    play: (play, { before, after, do: meanwhile }) => {
      play.stage.interruptions.once(
        before ?? after ?? 'any',
        before ? 'before' : 'after',
        async (): Promise<WriteVerdict> => {
          for (const step of meanwhile) await act(play, step);
          return 'proceed';
        },
      );
    },
  });
}

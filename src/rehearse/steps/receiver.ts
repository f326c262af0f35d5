import { z } from 'zod';
import { stepKind } from '../step.ts';

/** How the system that receives webhooks answers from then on. */
export const receiver = stepKind(
  z.strictObject({
    answers: z
      .union([z.int().min(200).max(599), z.literal('nothing')])
      .meta({ title: 'a status or `nothing`', description: '204 at the start; `nothing` breaks the connection' }),
    seconds: z.int().min(1).max(1_000_000).optional().meta({ description: 'what it asks to wait, by `Retry-After`' }),
  }),
  {
    tell: ({ answers }) => `the receiver of webhooks answers ${answers} from now on`,
    play: ({ stage }, { answers, seconds }) => {
      stage.receiver.answers = answers;
      stage.receiver.retryAfter = seconds ?? null;
    },
  },
);

import { z } from 'zod';
import { WRITES } from '../stage/request.ts';
import { stepKind } from '../step.ts';

const which = z.enum(['first', 'second']).meta({ description: 'the bot, or a second one beside it' });

const crashing = z
  .strictObject({
    before: z.enum(WRITES).optional().meta({ description: 'before this write is done' }),
    after: z.enum(WRITES).optional().meta({ description: 'after it was done, without its answer' }),
  })
  .refine(({ before, after }) => (before === undefined) !== (after === undefined), {
    error: 'expected `before` or `after`, and not both',
  });

export const crash = stepKind(crashing, {
  takesTime: false,
  tell: ({ before, after }) => `the bot will die ${before ? 'before' : 'after'} its next write: ${before ?? after}`,
  play: ({ stage }, { before, after }) => {
    stage.interruptions.once(before ?? after ?? 'any', before ? 'before' : 'after', () => {
      stage.bots.first.kill();
      return 'cut';
    });
  },
});

export const stop = stepKind(which, {
  tell: (name) => `the ${name} bot is stopped`,
  play: ({ stage }, name) => stage.bots[name].stop(),
});

export const start = stepKind(which, {
  tell: (name) => `the ${name} bot starts and sweeps`,
  play: ({ stage }, name) => stage.start(name),
});

export const sweep = stepKind(which, {
  tell: (name) => `the ${name} bot looks at everything`,
  play: ({ stage }, name) => stage.bots[name].sweep(),
});

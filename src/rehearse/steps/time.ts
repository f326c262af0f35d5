import { z } from 'zod';
import { duration, durationMs } from '../../time/duration.ts';
import { instant, msOf } from '../../time/instant.ts';
import { stepKind } from '../step.ts';

const until = z
  .union([duration, instant])
  .meta({ title: 'a duration or an instant', description: 'how long, or until when', examples: ['PT10M'] });

export const wait = stepKind(until, {
  takesTime: false,
  tell: (time) => (time.startsWith('P') ? `${time} pass` : `it is ${time}`),
  play: async ({ stage }, time) => {
    const ms = time.startsWith('P') ? durationMs(time) : msOf(time) - stage.clock.now();
    if (ms < 0) throw new RangeError(`expected a later instant than ${stage.now}, seen ${time}`);
    await stage.pass(ms);
    await stage.settle();
  },
});

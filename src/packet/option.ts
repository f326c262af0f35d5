import { z } from 'zod';
import { OPTION_KINDS } from '../council/council.ts';
import { distinct } from '../document/checks.ts';
import { digest, line, name, text } from '../document/names.ts';
import { evidenceKind } from '../evidence/kind.ts';
import { instant } from '../time/instant.ts';

/** An option's id. `reject` and `approve` would read as verdicts, `none` as no option at all. */
const optionId = name.refine((id) => !['reject', 'approve', 'none'].includes(id), {
  error: 'expected another id: `reject`, `approve` and `none` are reserved',
});

const option = {
  id: optionId,
  title: line,
  description: text.optional().meta({ description: 'what choosing it means' }),
  expires: instant,
};

/** How far an exception reaches: this and no more is granted. */
export const exceptionSchema = z.strictObject({
  artifacts: distinct(digest, { min: 1, max: 64 }).meta({ description: 'the artifacts that it is for' }),
  waives: distinct(evidenceKind, { min: 1, max: 20 }).meta({
    description: 'the kinds of evidence that may be missing',
  }),
  lane: z.enum(['bronze', 'silver', 'gold']).meta({ description: 'the lane into which it lets them' }),
  uses: z
    .int()
    .min(1)
    .max(1000)
    .meta({
      title: 'a whole number, at least 1',
      description: 'how often it may be used',
      examples: [1],
    }),
  re_review: instant,
  controls: z.array(line).min(1).max(32).meta({ description: 'what is done instead, one line each' }),
});

const KIND = {
  description: 'wait, grant the exception that it describes, pass on to another council, or something else',
};
const plainKinds = OPTION_KINDS.filter((kind) => kind !== 'exception');
/** An option. Only one of kind `exception` has a reach, and it always has one. */
export const anyOption = z.discriminatedUnion('kind', [
  z.strictObject({ ...option, kind: z.enum(plainKinds).meta(KIND) }),
  z.strictObject({ ...option, kind: z.literal('exception').meta(KIND), exception: exceptionSchema }),
]);

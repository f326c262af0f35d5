import { z } from 'zod';
import { distinct } from '../document/checks.ts';
import { type Problem, placeComplaint, type Read, readDocument } from '../document/document.ts';
import { line } from '../document/names.ts';
import { instant } from '../time/instant.ts';
import { wrongNames } from './names.ts';
import { type Reference, reference } from './stage/reference.ts';
import { step } from './steps.ts';
import { worldPart } from './world.ts';

/** What must not have happened at any time: the bot asking for it is enough. */
export const NEVER = ['seal', 'merge', 'deliver', 'release', 'conclude', 'enact'] as const;

const threat = z
  .string()
  .regex(/^[A-Z]\d{2}$/)
  .meta({ title: 'the id of a threat', description: 'a letter and two digits', examples: ['A01'] });

/** A file that plays people, machines and failures, and says what must then be true. */
export const rehearsalFile = z
  .strictObject({
    schema: z.literal('governance.v1.Rehearsal'),
    title: line,
    about: distinct(threat, { max: 20 }).optional().meta({ description: 'which threats it is about' }),
    start: instant
      .optional()
      .meta({ description: "when it begins; the first second of the example packet's window unless given" }),
    world: worldPart.optional(),
    steps: z.array(step).min(1).max(200),
    never: distinct(z.enum(NEVER), { min: 1, max: NEVER.length })
      .optional()
      .meta({ description: 'what must not happen at any time' }),
  })
  .refine(({ steps, never }) => never !== undefined || steps.some(({ expect }) => expect !== undefined), {
    error: 'expected an `expect` step or `never`, seen neither: this rehearsal asserts nothing',
  });
export type Rehearsal = z.infer<typeof rehearsalFile>;

const LARGEST_BYTES = 256 * 1024;

/** Reads a rehearsal. Beside its form it checks that every name in it is known where it is used. */
export function readRehearsal(path: string, bytes: Uint8Array, world: Reference = reference()): Read<Rehearsal> {
  const read = readDocument(path, bytes, rehearsalFile, LARGEST_BYTES);
  if (!read.ok) return read;
  const wrong = wrongNames(read.value, world);
  if (wrong.length === 0) return read;
  const problems: Problem[] = wrong.map((complaint) => placeComplaint(path, read.places, complaint));
  return { ok: false, problems };
}

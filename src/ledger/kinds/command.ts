import { z } from 'zod';
import { outcomeSchema } from '../../decision/outcome.ts';
import { code, id, line, name, oid, packet, revision, text } from '../field.ts';

const asked = {
  /** The pull request that it was written on; null for an issue, which then stands under `issue`. */
  pull: id.nullable(),
  issue: z.strictObject({ repository: id, number: id }).nullable(),
  /** GitHub's id of the comment: each is answered once, whatever becomes of its text. */
  comment: id,
  account: id,
  person: name.nullable(),
  verb: line(40).nullable(),
  argument: line(500).nullable(),
  /** The head when it was written; null where it is about none. */
  head: oid.nullable(),
  answer: text(1000),
};

/** Somebody who is listed asked for something by a comment, and what came of it. */
export const command = z.discriminatedUnion('result', [
  // `outcome` is what a decision is asked to be concluded with: what enough people had signed by then.
  z.strictObject({ ...asked, result: z.literal('done'), outcome: outcomeSchema.optional() }),
  z.strictObject({ ...asked, result: z.literal('refused'), code }),
]);

/** Somebody, listed or not, asked for what nobody may do or agents may not: to forward a packet, or for a verdict. */
export const refusal = z.strictObject({ ...asked, login: line(100), code });

/** A released packet was taken back by its author, its requester or an owner: those who received it are told. */
export const withdrawn = z.strictObject({
  pull: id,
  packet,
  revision,
  account: id,
  person: name,
  comment: id,
  reason: line(500),
});

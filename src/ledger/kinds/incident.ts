import { z } from 'zod';
import { codes, entryNumber, id, line, name, oid, text } from '../field.ts';

/**
 * Something got past the rules, or would have. `key` names the cause, so that it is reported once; a `lasting` cause
 * cannot be undone, and is not reported again after people took note of it.
 */
export const incident = z.strictObject({
  /** Null: it concerns every council. */
  council: name.nullable(),
  halts: z.boolean(),
  codes,
  key: line(300),
  lasting: z.boolean(),
  what: text(2000),
  /** Who had a hand in the cause, as far as GitHub says; none of them lifts the halt. */
  who: z
    .array(z.strictObject({ account: id.nullable(), login: line(100) }))
    .max(100)
    .readonly(),
  where: line(2000),
  /** The command by which an administrator undoes it; null when nothing can. */
  undo: text(2000).nullable(),
  /** How many owners it takes to lift it. */
  lifts: z.int().min(1).max(2),
});

/** The issue in the governance repository that alarms people about an incident. */
export const alarmed = z.strictObject({ incident: entryNumber, issue: id });

/** People looked into an incident and let work go on. `accepts`: the tip of a branch that counts as known from here on. */
export const lifted = z.strictObject({
  incident: entryNumber,
  by: z
    .array(z.strictObject({ person: name, account: id, comment: id }))
    .min(1)
    .max(100)
    .readonly(),
  reason: text(2000),
  accepts: z.strictObject({ branch: line(255), tip: oid }).nullable(),
});

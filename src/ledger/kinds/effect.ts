import { z } from 'zod';
import { conclusionSchema } from '../../conclusion/conclusion.ts';
import { termsSchema } from '../../terms/terms.ts';
import {
  code,
  digest,
  entryNumber,
  id,
  ids,
  instant,
  line,
  name,
  oid,
  packet,
  repositoryName,
  revision,
  text,
} from '../field.ts';

const which = { pull: id, packet, revision };

/** `holder` acts, until `deadline` and only while this is the newest intent for the effect. */
const acting = { head: oid, holder: line(64), deadline: instant, takes_over: entryNumber.optional() };
const intended = { ...which, ...acting };

/** Who had a hand in a packet: none of them ever signs a decision about it. */
export const proposers = z
  .array(z.strictObject({ person: name.nullable(), account: id.nullable() }))
  .max(1000)
  .readonly();

const counted = z.strictObject({ person: name, account: id, review: id, submitted_at: instant });

/** Before an irreversible effect: who is about to do what, from what, and until when nobody else may. */
export const intent = z.discriminatedUnion('effect', [
  z.strictObject({
    effect: z.literal('seal'),
    ...intended,
    terms: termsSchema,
    approvals: z.array(counted).min(1).max(200).readonly(),
    policy_commit: oid,
    claims: digest,
    // As they were known when the approvals were counted; early entries have none.
    proposers: proposers.optional(),
  }),
  // `base` is the first parent that the merge must have, `seal` the number of the outcome that holds the seal.
  z.strictObject({ effect: z.literal('merge'), ...intended, council: name, base: oid, seal: entryNumber }),
  z.strictObject({
    effect: z.literal('deliver'),
    ...intended,
    repository: z.strictObject({ id, name: repositoryName }),
    marker: line(200),
  }),
  // The seal of what a council concluded.
  z.strictObject({
    effect: z.literal('seal-conclusion'),
    ...intended,
    decision: revision,
    conclusion: conclusionSchema,
    policy_commit: oid,
    claims: digest,
  }),
  z.strictObject({
    effect: z.literal('merge-decision'),
    ...intended,
    decision: revision,
    council: name,
    base: oid,
    seal: entryNumber,
  }),
  // Of no packet: a council's copy of CODEOWNERS, here by its git blob id, becomes that of main.
  z.strictObject({ effect: z.literal('sync'), pull: id, ...acting, council: name, base: oid, codeowners: oid }),
]);

const done = { result: z.literal('done'), intent: entryNumber, ...which };
const merged = {
  merge: oid,
  parents: z.array(oid).max(16).readonly(),
  // Whether the merge differs from its first parent by exactly what was approved.
  tree_matches: z.boolean(),
};
const ended = { result: z.enum(['refused', 'void']), code, reason: text(2000) };
const recipient = z.strictObject({ team: id, members: ids });

/** What became of an intent. `refused` by the other side, or `void`: given up, because it is no longer right. */
export const outcome = z.discriminatedUnion('result', [
  z.discriminatedUnion('effect', [
    z.strictObject({ effect: z.literal('seal'), ...done, bundle: z.record(z.string(), z.json()), statement: digest }),
    z.strictObject({ effect: z.literal('merge'), ...done, ...merged }),
    z.strictObject({
      effect: z.literal('seal-conclusion'),
      ...done,
      decision: revision,
      bundle: z.record(z.string(), z.json()),
      statement: digest,
    }),
    z.strictObject({ effect: z.literal('merge-decision'), ...done, decision: revision, ...merged }),
    z.strictObject({ effect: z.literal('sync'), result: done.result, intent: entryNumber, pull: id, ...merged }),
    z.strictObject({
      effect: z.literal('deliver'),
      ...done,
      issue: id,
      url: z.url({ protocol: /^https?$/ }).max(2000),
      recipients: z.array(recipient).max(1000).readonly(),
    }),
  ]),
  z.discriminatedUnion('effect', [
    z.strictObject({ effect: z.enum(['seal', 'merge', 'deliver']), ...done, ...ended }),
    z.strictObject({
      effect: z.enum(['seal-conclusion', 'merge-decision']),
      ...done,
      decision: revision,
      ...ended,
    }),
    z.strictObject({ effect: z.literal('sync'), intent: entryNumber, pull: id, ...ended }),
  ]),
]);

/** A seal that did not become a release: from here on it proves nothing, whoever shows it. `seal` is its outcome's number. */
export const sealVoid = z.strictObject({ ...which, seal: entryNumber, code, reason: text(2000) });

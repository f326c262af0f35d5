import { z } from 'zod';
import { termsSchema } from '../../terms/terms.ts';
import {
  code,
  council,
  digest,
  entryNumber,
  id,
  instant,
  line,
  oid,
  packet,
  person,
  repositoryName,
  revision,
  text,
} from '../field.ts';

const which = { pull: id, packet, revision };

/** `holder` acts, until `deadline` and only while this is the newest intent for the effect. */
const intended = { ...which, head: oid, holder: line(64), deadline: instant, takes_over: entryNumber.optional() };

const counted = z.strictObject({ person, account: id, review: id, submitted_at: instant });

/** Before an irreversible effect: who is about to do what, from what, and until when nobody else may. */
export const intent = z.discriminatedUnion('effect', [
  z.strictObject({
    effect: z.literal('seal'),
    ...intended,
    terms: termsSchema,
    approvals: z.array(counted).min(1).max(200).readonly(),
    policy_commit: oid,
    claims: digest,
  }),
  // `base` is the first parent that the merge must have, `seal` the number of the outcome that holds the seal.
  z.strictObject({ effect: z.literal('merge'), ...intended, council, base: oid, seal: entryNumber }),
  z.strictObject({
    effect: z.literal('deliver'),
    ...intended,
    repository: z.strictObject({ id, name: repositoryName }),
    marker: line(200),
  }),
]);

const ended = { intent: entryNumber, ...which };
const done = z.literal('done');
const recipients = z.array(z.strictObject({ team: id, members: z.array(id).max(5000).readonly() })).max(1000);

/** After it: what became of an intent. `refused` by the other side, or `void`: given up, because it is no longer right. */
export const outcome = z.discriminatedUnion('result', [
  z.discriminatedUnion('effect', [
    z.strictObject({
      effect: z.literal('seal'),
      result: done,
      ...ended,
      bundle: z.record(z.string(), z.json()),
      statement: digest,
    }),
    z.strictObject({
      effect: z.literal('merge'),
      result: done,
      ...ended,
      merge: oid,
      parents: z.array(oid).max(16).readonly(),
      tree_matches: z.boolean(),
    }),
    z.strictObject({
      effect: z.literal('deliver'),
      result: done,
      ...ended,
      issue: id,
      url: z.url({ protocol: /^https?$/ }).max(2000),
      recipients: recipients.readonly(),
    }),
  ]),
  z.strictObject({
    effect: z.enum(['seal', 'merge', 'deliver']),
    result: z.enum(['refused', 'void']),
    ...ended,
    code,
    reason: text(2000),
  }),
]);

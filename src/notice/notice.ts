import { z } from 'zod';
import { digest, id, name, oid, repositoryName } from '../document/names.ts';
import { PACKET_ID } from '../packet/packet.ts';
import { instant } from '../time/instant.ts';

/** What can be told of a release. */
export const NEWS = ['released', 'superseded', 'withdrawn'] as const;
export type News = (typeof NEWS)[number];

const entry = z.strictObject({ number: z.int().nonnegative(), hash: digest });

const release = {
  repository: z.strictObject({ id, name: repositoryName }).meta({ description: 'the governance repository' }),
  packet: z.string().regex(PACKET_ID),
  revision: z.int().min(1),
  council: name,
  digests: z.strictObject({ revision: digest, option_set: digest, blocked_paths: digest, evidence_state: digest }),
  terms: digest.meta({ description: 'the digest of what owners approved' }),
  review_window: z.strictObject({ opens: instant, closes: instant }),
  merge: oid.meta({ description: 'the commit that brought exactly this revision onto the branch of the council' }),
  url: z.url({ protocol: /^https?$/ }).meta({ description: 'the folder of the packet at that commit' }),
  deliveries: z
    .array(z.strictObject({ repository: id, issue: id }))
    .meta({ description: 'the issues by which the council received it' }),
  release: entry.meta({ description: 'the ledger entry that released it' }),
  ledger: entry.meta({ description: 'the head of the ledger when this was sent: whoever keeps it is a witness' }),
};

const head = {
  schema: z.literal('governance.v1.Notice'),
  id: z
    .string()
    .regex(/^msg_[0-9a-f]{32}$/)
    .meta({ description: 'the same at each attempt: who has seen it before drops it' }),
  timestamp: instant.meta({ description: 'when it happened, not when this was sent' }),
};

/**
 * What a recipient is told: body of the webhook, and `client_payload` of the dispatch. No content of the packet, only
 * what names it exactly; who may read it follows the address.
 */
export const noticeSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...head, type: z.literal('packet.released'), data: z.strictObject(release) }),
  z.strictObject({
    ...head,
    type: z.literal('packet.superseded'),
    data: z.strictObject({ ...release, by: entry.extend({ revision: z.int().min(1) }) }),
  }),
  z.strictObject({
    ...head,
    type: z.literal('packet.withdrawn'),
    data: z.strictObject({ ...release, by: entry.extend({ person: name, reason: z.string() }) }),
  }),
]);
export type Notice = z.infer<typeof noticeSchema>;

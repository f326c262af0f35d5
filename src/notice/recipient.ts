import { z } from 'zod';
import { endpointUrl } from '../council/endpoint.ts';
import { canonicalJson, type Digest, sha256 } from '../digest/digest.ts';
import { id } from '../document/names.ts';

/**
 * Who is told of a release, and by which channel: a repository by `repository_dispatch`, an endpoint by webhook, and
 * those who read the delivered issue by a comment on it.
 */
export const recipient = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('dispatch'), repository: id }),
  z.strictObject({ channel: z.literal('webhook'), url: endpointUrl }),
  z.strictObject({ channel: z.literal('issue'), repository: id, issue: id }),
]);
export type Recipient = z.infer<typeof recipient>;

/** A notice of a release to one recipient: the entry that it tells of, and the release that it is about. */
export interface Message {
  /** The id that GitHub gives the governance repository. */
  readonly repository: number;
  /** Hashes of ledger entries: of a mended ledger, a number may mean something else. */
  readonly of: Digest;
  readonly release: Digest;
  readonly to: Recipient;
}

/**
 * The id by which a receiver drops repeats. It follows from what is told to whom, so each attempt has the same,
 * whichever process makes it and whatever that process has forgotten.
 */
export function deliveryId(message: Message): string {
  return `msg_${sha256(canonicalJson(message)).slice('sha256:'.length, 'sha256:'.length + 32)}`;
}

/** A recipient for people: by what never changes, unless the caller knows how a repository is called. */
export function recipientText(to: Recipient, repository = (id: number): string => `repository ${id}`): string {
  switch (to.channel) {
    case 'dispatch':
      return repository(to.repository);
    case 'webhook':
      return to.url;
    case 'issue':
      return `issue #${to.issue} of ${repository(to.repository)}`;
  }
}

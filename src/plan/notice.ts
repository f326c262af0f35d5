import type { NoticeDue, ReleaseFacts } from '../ledger/facts/release.ts';
import type { Head } from '../ledger/note.ts';
import type { Notice } from '../notice/notice.ts';
import { deliveryId } from '../notice/recipient.ts';

/** The governance repository, as recipients find it. */
export interface Governance {
  readonly id: number;
  /** `owner/name`. */
  readonly name: string;
  /** The address that people use, such as `https://github.com`. */
  readonly webUrl: string;
}

/** What a recipient is told; `witness` is the head of the ledger at the moment. */
export function noticeOf(
  release: ReleaseFacts,
  { news, of, to }: NoticeDue,
  governance: Governance,
  witness: Head,
): Notice {
  const { id, name, webUrl } = governance;
  const { packet, revision, council, digests, terms, review_window, merge, entry, deliveries } = release;
  const head = {
    schema: 'governance.v1.Notice',
    id: deliveryId({ repository: id, of: of.hash, release: entry.hash, to }),
    timestamp: of.at,
  } as const;
  const data = {
    ...{ repository: { id, name }, packet, revision, council, digests, terms, review_window, merge },
    url: `${webUrl}/${name}/tree/${merge}/packets/${packet}`,
    deliveries: deliveries.map((delivery) => ({ ...delivery })),
    release: { number: entry.number, hash: entry.hash },
    ledger: { number: witness.number, hash: witness.hash },
  };
  const by = { number: of.number, hash: of.hash };
  if (news === 'withdrawn' && release.withdrawnBy !== null) {
    const { person, reason } = release.withdrawnBy;
    return { ...head, type: 'packet.withdrawn', data: { ...data, by: { ...by, person, reason } } };
  }
  if (news === 'superseded' && release.supersededBy !== null)
    return {
      ...head,
      type: 'packet.superseded',
      data: { ...data, by: { ...by, revision: release.supersededBy.revision } },
    };
  return { ...head, type: 'packet.released', data };
}

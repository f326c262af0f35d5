import type { Notice } from '../notice/notice.ts';
import { code, markerLine } from './markdown.ts';

/** By what the comment of a notice is found again. */
export function announcementMarker({ id }: Notice): string {
  return markerLine(`countersign:notice:${id}`);
}

/** The comment that tells those who read a delivered issue what became of it. */
export function announcement(notice: Notice, mention: string | null): string {
  const { packet, revision, ledger } = notice.data;
  return [
    announcementMarker(notice),
    `${mention === null ? '' : `@${mention}: `}**${headOf(notice)}.** Revision ${revision} of packet ${code(packet)} is not to be decided on any more.`,
    ...whyOf(notice),
    `Witness: ledger entry ${ledger.number}, ${code(ledger.hash)}.`,
  ].join('\n\n');
}

function headOf({ type, data }: Notice): string {
  if (type === 'packet.withdrawn') return 'Withdrawn';
  return type === 'packet.superseded' ? `Superseded by revision ${data.by.revision}` : 'Released';
}

function whyOf({ type, data }: Notice): string[] {
  if (type === 'packet.released') return [];
  const entry = `ledger entry ${data.by.number}`;
  if (type === 'packet.superseded')
    return [
      `Revision ${data.by.revision} was released in its place, by ${entry}, and is delivered in an issue of its own.`,
    ];
  return [`By ${code(data.by.person)}, ${entry}: ${code(data.by.reason, 500)}`];
}

import type { Entry, EntryOf } from '../ledger/entry.ts';

type NoticeEntry = EntryOf<'sent' | 'unsent' | 'dead-letter'>;

/**
 * Whether a notice went where the release went that it names, and says of it what an entry says. Gives what was
 * expected otherwise: whoever wrote it let something out to others than owners approved.
 */
export function noticeFits({ body }: NoticeEntry, release: Entry | undefined, of: Entry | undefined): string | null {
  const { packet, revision, news, to } = body;
  const same = release?.kind === 'released' && release.body.packet === packet && release.body.revision === revision;
  if (!same) return `the release of ${packet} revision ${revision} as entry ${body.release}`;
  if (!isTold(news, release, of)) return `${told(news)} as entry ${body.of}`;
  return isAddressed(to, release.body) ? null : `a recipient of entry ${body.release}`;
}

function isTold(news: NoticeEntry['body']['news'], release: EntryOf<'released'>, of: Entry | undefined): boolean {
  switch (news) {
    case 'released':
      return of?.number === release.number;
    case 'superseded':
      return of?.kind === 'released' && of.number > release.number && of.body.packet === release.body.packet;
    case 'withdrawn': {
      const { packet, revision } = release.body;
      return of?.kind === 'withdrawn' && of.body.packet === packet && of.body.revision === revision;
    }
  }
}

function told(news: NoticeEntry['body']['news']): string {
  if (news === 'withdrawn') return 'the withdrawal of this revision';
  return news === 'superseded' ? 'a later release of this packet' : 'the release itself';
}

function isAddressed(to: NoticeEntry['body']['to'], { audience, deliveries }: EntryOf<'released'>['body']): boolean {
  switch (to.channel) {
    case 'dispatch':
      return audience.repositories.includes(to.repository);
    case 'webhook':
      return audience.webhooks?.includes(to.url) === true;
    case 'issue':
      return deliveries.some(({ repository, issue }) => repository === to.repository && issue === to.issue);
  }
}

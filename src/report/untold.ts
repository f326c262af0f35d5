import type { News } from '../notice/notice.ts';
import { type Recipient, recipientText } from '../notice/recipient.ts';
import { code, table } from './markdown.ts';

/** A recipient of a release who could not be told so far, or is not told any more. */
export interface Untold {
  readonly to: Recipient;
  readonly news: News;
  readonly attempt: number;
  readonly reason: string;
  /** The instant of the next attempt; null: it was given up. */
  readonly next: string | null;
}

/** Whom a release did not reach beside its issue. It holds nothing, so it is said, and no more. */
export function untoldSection(untold: readonly Untold[]): string[] {
  if (untold.length === 0) return [];
  const rows = untold.map(({ to, news, attempt, reason, next }) => [
    code(recipientText(to)),
    news,
    String(attempt),
    code(reason, 500),
    next ?? '**given up**: a dead letter',
  ]);
  return [
    '### Not everybody could be told',
    'The release stands, and the issue tells the council. These hear of it by machine, and did not:',
    table(['who', 'of what', 'attempts', 'last answer', 'next attempt'], rows),
  ];
}

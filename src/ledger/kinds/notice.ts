import { z } from 'zod';
import { NEWS } from '../../notice/notice.ts';
import { recipient } from '../../notice/recipient.ts';
import { entryNumber, instant, line, packet, revision } from '../field.ts';

/** `release` is the entry of the release, `of` the one that is told: the same, a later release, or its withdrawal. */
const told = {
  packet,
  revision,
  news: z.enum(NEWS),
  release: entryNumber,
  of: entryNumber,
  to: recipient,
  /** By which a receiver drops repeats: an attempt may have arrived although no entry says so. */
  id: z.string().regex(/^msg_[0-9a-f]{32}$/),
  attempt: z.int().min(1).max(100),
};

/** A recipient has taken the notice: GitHub accepted it, or the endpoint answered 2xx. */
export const sent = z.strictObject(told);

/** An attempt that failed, and when the next is made. */
export const unsent = z.strictObject({ ...told, reason: line(500), retry_at: instant });

/** The last attempt that is made. It holds nothing: the release stands, and its recipient was not told. */
export const deadLetter = z.strictObject({ ...told, reason: line(500) });

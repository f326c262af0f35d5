import { z } from 'zod';
import { id, name, packet, revision, text } from '../field.ts';

/** What reviewers of a council can find wrong with a packet that was released to them. */
export const CORRECTIONS = ['blocked-path', 'audience', 'stale-state'] as const;

/** A member of the council found something wrong with what was released: said in a comment on the delivered issue. */
export const correction = z.strictObject({
  packet,
  revision,
  correction: z.enum(CORRECTIONS),
  person: name,
  account: id,
  repository: id,
  issue: id,
  comment: id,
  note: text(2000),
});

import { z } from 'zod';
import { id, name, oid } from '../field.ts';

/** Entry 0: which repository this is, the ledger's first key (base64 of the raw 32 bytes) and main's tip on that day. */
export const genesis = z.strictObject({
  repository: id,
  key: z.base64().length(44),
  main: oid,
});

/** The tip of `council/<council>` when the bot first looked: everything on that branch must follow from it. */
export const councilSeen = z.strictObject({ council: name, tip: oid });

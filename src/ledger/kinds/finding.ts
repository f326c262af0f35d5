import { z } from 'zod';
import { codes, digest, id, line, name, oid, packet, revision } from '../field.ts';

/** Why a head does not go on. `claims` names the file beside the entries from which the finding can be made again. */
export const standing = z.strictObject({
  pull: id,
  head: oid,
  packet: packet.nullable(),
  revision: revision.nullable(),
  digest: digest.nullable(),
  codes,
  // The rules that are not met or could not be decided: codes also name what was set aside. Early entries have none.
  rules: z.array(line(64)).min(1).max(64).readonly().optional(),
  claims: digest,
});

/** The first time that this approval counted for this revision; who approves again after a rival came, decides. */
export const approved = z.strictObject({
  pull: id,
  packet,
  revision,
  head: oid,
  digest,
  terms: digest,
  review: id,
  person: name,
  account: id,
});

/** An approved revision whose place another head takes: it is never released. */
export const superseded = z.strictObject({
  packet,
  revision,
  digest,
  by: z.strictObject({ pull: id, head: oid }),
  codes,
});

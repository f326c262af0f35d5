import type { Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import type { InGit } from './git-object.ts';

/** Longer text is cut off and says `isTruncated`; a reader must then fetch the blob by REST. */
const SHOWN_BYTES = 512_000;

export const BLOB: Fields<InGit> = {
  id: ({ repository, oid }) => nodeId('Blob', repository.id, oid),
  oid: ({ oid }) => oid,
  byteSize: (blob) => bytes(blob).length,
  isBinary: (blob) => isBinary(bytes(blob)),
  isTruncated: (blob) => bytes(blob).length > SHOWN_BYTES,
  text: (blob) => (isBinary(bytes(blob)) ? null : bytes(blob).subarray(0, SHOWN_BYTES).toString('utf8')),
  repository: ({ repository }) => repository,
};

function bytes({ repository, oid }: InGit): Buffer {
  return repository.git.objects.blob(oid) ?? Buffer.alloc(0);
}

/** As git judges: a NUL within the first 8,000 bytes. */
function isBinary(data: Buffer): boolean {
  return data.subarray(0, 8000).includes(0);
}

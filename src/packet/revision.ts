import { type Digest, sha256 } from '../digest/digest.ts';

/** A file of a packet: its name in the folder and the digest of its bytes. */
export interface FolderFile {
  readonly name: string;
  readonly sha256: Digest;
}

/**
 * The listing of a packet's folder as `sha256sum` writes it and `sha256sum -c` checks it from the root of a clone:
 * one line for each file, `<hex>  packets/<id>/<name>`, sorted by the bytes of the names. Throws a `RangeError` on a
 * name that would make a listing ambiguous (line ends and backslashes, which `sha256sum` escapes; lone surrogates)
 * and on a name that occurs twice: `unsafePath` and `collisions` are to be asked before.
 */
export function listing(id: string, files: readonly FolderFile[]): string {
  const lines = files.map(({ name, sha256 }) => {
    const path = `packets/${id}/${name}`;
    if (/[\n\r\0\\]/.test(path) || !path.isWellFormed()) throw new RangeError('a listing cannot hold this file name');
    return { path: Buffer.from(path), line: `${sha256.slice('sha256:'.length)}  ${path}\n` };
  });
  lines.sort((a, b) => Buffer.compare(a.path, b.path));
  if (lines.some(({ path }, index) => index > 0 && lines[index - 1]?.path.equals(path)))
    throw new RangeError('a listing cannot hold a file twice');
  return lines.map(({ line }) => line).join('');
}

/**
 * What a revision is known by: the SHA-256 of its listing. It is the sum that Go's `golang.org/x/mod/sumdb/dirhash`
 * writes as `h1:` and base64 for the same files under the same names.
 */
export function revisionDigest(id: string, files: readonly FolderFile[]): Digest {
  return sha256(listing(id, files));
}

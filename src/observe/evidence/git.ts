import { z } from 'zod';
import { gitBlobId } from '../../digest/digest.ts';
import type { Source } from '../../evidence/source.ts';
import { ask, expectShape, type GitHub, Unanswered } from '../../github/client.ts';
import { notFetched } from './destination.ts';
import type { Content } from './get.ts';

const entry = z.object({
  type: z.string(),
  size: z.number(),
  sha: z.string(),
  content: z.string().optional(),
  encoding: z.string().optional(),
});
const blob = z.object({ encoding: z.literal('base64'), content: z.string() });

/**
 * The bytes of a file of a repository at a ref ("Get repository content"). GitHub leaves the content of files over 1 MB
 * out; they are read as blobs. Bytes that do not hash to the id that GitHub gave are no answer. Throws `Unanswered`.
 */
export async function readGitFile(
  github: GitHub,
  { owner, name, ref, path }: Extract<Source, { readonly from: 'git' }>,
  mostBytes: number,
): Promise<Content> {
  const place = { owner, repo: name };
  const { data } = await ask(github, 'GET /repos/{owner}/{repo}/contents/{+path}', { ...place, path, ref });
  if (Array.isArray(data)) return notFetched(`a file at ${path}`, 'a folder', 'cite the file itself');
  const { type, size, sha, content, encoding } = expectShape(entry, 'a file', data);
  if (type !== 'file') return notFetched(`a file at ${path}`, `a ${type}`, 'cite the file itself');
  if (size > mostBytes) return notFetched(`at most ${mostBytes} bytes`, `${size} bytes`, 'cite something smaller');
  const base64 = encoding === 'base64' ? content : undefined;
  const bytes = Buffer.from(base64 ?? (await readBlob(github, place, sha)), 'base64');
  if (gitBlobId(bytes) !== sha) throw new Unanswered(`${path}: the bytes hash to something else than ${sha}`);
  return { bytes };
}

async function readBlob(github: GitHub, place: object, sha: string): Promise<string> {
  const answer = await ask(github, 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { ...place, file_sha: sha });
  return expectShape(blob, 'a blob', answer.data).content;
}

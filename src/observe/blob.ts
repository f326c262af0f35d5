import { z } from 'zod';
import { gitBlobId } from '../digest/digest.ts';
import { ask, askWhole, expectShape, type GitHub, Unanswered } from '../github/client.ts';

/** Where git objects are read from. */
export interface Place {
  readonly owner: string;
  readonly name: string;
}

const blob = z.object({ text: z.string().nullish() }).nullable();

/**
 * The bytes of blobs by git id, in one request as long as they are text. GraphQL cuts text at 512,000 bytes, leaves
 * binaries out and replaces bad UTF-8, so text is taken only when it hashes to the id; the rest is fetched raw.
 */
export async function readBlobs(
  github: GitHub,
  place: Place,
  oids: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return found;
  const query = `query Blobs($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
    ${wanted.map((oid, index) => `b${index}: object(oid: "${oid}") { ... on Blob { text } }`).join('\n    ')} } }`;
  const shape = z.object({ repository: z.record(z.string(), blob) });
  const { repository } = await askWhole(github, 'blobs', query, { ...place }, shape);
  for (const [index, oid] of wanted.entries()) {
    const bytes = Buffer.from(repository[`b${index}`]?.text ?? '', 'utf8');
    found.set(oid, gitBlobId(bytes) === oid ? bytes : await readRawBlob(github, place, oid));
  }
  return found;
}

const raw = z.object({ encoding: z.literal('base64'), content: z.string() });

async function readRawBlob(github: GitHub, place: Place, oid: string): Promise<Uint8Array> {
  const answer = await ask(github, 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}', {
    owner: place.owner,
    repo: place.name,
    file_sha: oid,
  });
  const bytes = Buffer.from(expectShape(raw, 'blob', answer.data).content, 'base64');
  if (gitBlobId(bytes) !== oid)
    throw new Unanswered(`blob ${oid}: the bytes hash to something else`, { status: answer.status });
  return bytes;
}

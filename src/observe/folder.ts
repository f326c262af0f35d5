import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import { MAX_FILE_BYTES, MAX_FILES, MAX_PACKET_BYTES } from '../packet/limits.ts';
import type { FileSeen, FolderSeen } from '../verify/observation/folder.ts';
import { type Place, readBlobs } from './blob.ts';

const listing = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string(), size: z.number().optional() }),
  ),
});
const ORDINARY = '100644';

/**
 * Everything below a packet's folder, by the id of its git tree. A listing that is cut off, too long or too large is
 * returned without bytes: nothing of it is fetched, and nothing of it will be digested.
 */
export async function readFolder(github: GitHub, place: Place, packet: string, tree: string): Promise<FolderSeen> {
  const answer = await ask(github, 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    owner: place.owner,
    repo: place.name,
    tree_sha: tree,
    recursive: '1',
  });
  const seen = expectShape(listing, 'tree', answer.data);
  const entries = seen.tree
    .filter((entry) => entry.type !== 'tree')
    .map((entry) => ({ name: entry.path, mode: entry.mode, oid: entry.sha, size: entry.size ?? 0 }));
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  const fetchable = !seen.truncated && entries.length <= MAX_FILES && bytes <= MAX_PACKET_BYTES;
  const ordinary = entries.filter((entry) => entry.mode === ORDINARY && entry.size <= MAX_FILE_BYTES);
  const blobs = fetchable
    ? await readBlobs(
        github,
        place,
        ordinary.map((entry) => entry.oid),
      )
    : new Map<string, Uint8Array>();
  const files = entries.map(
    (entry): FileSeen => ({ ...entry, bytes: entry.mode === ORDINARY ? (blobs.get(entry.oid) ?? null) : null }),
  );
  return { id: packet, truncated: seen.truncated, entries: files };
}

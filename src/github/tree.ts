import { z } from 'zod';
import { askWhole, type GitHub, Unanswered } from './client.ts';

/** An entry of a git tree; `size` is that of a file, in bytes. */
export interface TreeEntry {
  readonly name: string;
  readonly mode: number;
  readonly oid: string;
  readonly size: number;
}

const entry = z.object({ name: z.string(), mode: z.number(), oid: z.string(), size: z.number() });
const tree = z.object({ entries: z.array(entry).optional() }).nullable();

/** What is directly in each of these git trees, by their ids, in one request. Throws `Unanswered`, also where one is none. */
export async function readTrees(
  github: GitHub,
  { owner, name }: { readonly owner: string; readonly name: string },
  oids: readonly string[],
): Promise<ReadonlyMap<string, readonly TreeEntry[]>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  const query = `query Trees($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
    ${wanted.map((oid, index) => `t${index}: object(oid: "${oid}") { ... on Tree { entries { name mode oid size } } }`).join('\n    ')} } }`;
  const shape = z.object({ repository: z.record(z.string(), tree) });
  const { repository } = await askWhole(github, 'trees', query, { owner, name }, shape);
  return new Map(
    wanted.map((oid, index) => {
      const entries = repository[`t${index}`]?.entries;
      if (entries === undefined) throw new Unanswered(`trees: ${oid} is not there`);
      return [oid, entries];
    }),
  );
}

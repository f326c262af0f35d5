import { z } from 'zod';
import { CODEOWNERS, STRAYS } from '../codeowners/place.ts';
import { askWhole, type GitHub } from '../github/client.ts';
import { loadRules } from '../policy/rules.ts';
import type { RulesSeen } from '../verify/observation/rules.ts';
import { type Place, readBlobs } from './blob.ts';

const blob = z.object({ oid: z.string() });
const entry = z.object({ name: z.string(), type: z.string(), oid: z.string() });
const tree = z.object({ entries: z.array(entry) });
const shape = z.object({
  repository: z.object({
    policies: tree.partial().nullable(),
    councils: tree.partial().nullable(),
    codeowners: blob.partial().nullable(),
    stray0: blob.partial().nullable(),
    stray1: blob.partial().nullable(),
  }),
});

/** The rules as they stand at one commit of `main`. They cannot change there, so the caller keeps them for ever. */
export async function readRules(github: GitHub, place: Place, commit: string): Promise<RulesSeen> {
  const query = `query Rules($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
    policies: object(expression: "${commit}:policies") { ... on Tree { entries { name type oid } } }
    councils: object(expression: "${commit}:policies/councils") { ... on Tree { entries { name type oid } } }
    codeowners: object(expression: "${commit}:${CODEOWNERS}") { ... on Blob { oid } }
    ${STRAYS.map((path, index) => `stray${index}: object(expression: "${commit}:${path}") { ... on Blob { oid } }`).join('\n    ')} } }`;
  const { repository } = await askWhole(github, 'rules', query, { ...place }, shape);
  const named = [
    ...filesOf('policies', repository.policies?.entries),
    ...filesOf('policies/councils', repository.councils?.entries),
  ];
  const owners = repository.codeowners?.oid;
  const blobs = await readBlobs(github, place, [
    ...named.map(({ oid }) => oid),
    ...(owners === undefined ? [] : [owners]),
  ]);
  const files = named.map(({ path, oid }) => ({ path, bytes: blobs.get(oid) ?? new Uint8Array() }));
  const text = owners === undefined ? undefined : Buffer.from(blobs.get(owners) ?? '').toString('utf8');
  const present = [repository.stray0?.oid, repository.stray1?.oid];
  return { loaded: loadRules(files, text), strayCodeowners: STRAYS.filter((_, index) => present[index] !== undefined) };
}

function filesOf(folder: string, entries: readonly z.infer<typeof entry>[] = []) {
  return entries.filter(({ type }) => type === 'blob').map(({ name, oid }) => ({ path: `${folder}/${name}`, oid }));
}

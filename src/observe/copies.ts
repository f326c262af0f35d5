import { z } from 'zod';
import { ask, askGraphql, askWhole, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { PACKET_FILE } from '../packet/packet.ts';
import type { CopySeen } from '../verify/exposure.ts';
import type { Place } from './blob.ts';

/** Releases that are looked for, the newest first: asking every repository for all that ever was takes too long. */
const NEWEST = 20;
const PER_REQUEST = 25;
const PAGE = 100;
const MOST_PAGES = 50;

interface Elsewhere {
  readonly id: number;
  readonly full_name: string;
  readonly default_branch: string;
}
interface Wanted {
  readonly release: ReleaseFacts;
  /** The git id of its packet.yaml. */
  readonly oid: string;
}

/**
 * Where else the App is installed and packet.yaml of a released revision is found, by its git id, on whatever branch.
 * `expected`: repositories that hold everything, by id; those of a release's own audience may hold that one. Nothing is asked before something was released. Throws `Unanswered`.
 */
export async function readCopies(
  github: GitHub,
  place: Place,
  expected: ReadonlySet<number>,
  { releases }: LedgerFacts,
): Promise<CopySeen[]> {
  const newest = [...releases.values()].slice(-NEWEST);
  if (newest.length === 0) return [];
  const wanted = await packetFiles(github, place, newest);
  const elsewhere = (await installedOn(github)).filter(({ id }) => !expected.has(id));
  const copies: CopySeen[] = [];
  for (let start = 0; start < elsewhere.length; start += PER_REQUEST)
    copies.push(...(await copiesIn(github, elsewhere.slice(start, start + PER_REQUEST), wanted)));
  return copies;
}

const object = z.object({ oid: z.string() }).nullable();
const filesShape = z.object({ repository: z.record(z.string(), object) });

async function packetFiles(
  github: GitHub,
  { owner, name }: Place,
  releases: readonly ReleaseFacts[],
): Promise<Wanted[]> {
  const fields = releases.map(
    ({ merge, packet }, index) => `r${index}: object(expression: "${merge}:packets/${packet}/${PACKET_FILE}") { oid }`,
  );
  const query = `query Released($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
    ${fields.join('\n    ')} } }`;
  const { repository } = await askWhole(github, 'released files', query, { owner, name }, filesShape);
  return releases.flatMap((release, index) => {
    const oid = repository[`r${index}`]?.oid;
    return oid === undefined ? [] : [{ release, oid }];
  });
}

const installed = z.object({
  repositories: z.array(z.object({ id: z.number(), full_name: z.string(), default_branch: z.string() })),
});

async function installedOn(github: GitHub): Promise<Elsewhere[]> {
  const found: Elsewhere[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data } = await ask(github, 'GET /installation/repositories', { per_page: PAGE, page });
    const { repositories } = expectShape(installed, 'repositories of the installation', data);
    found.push(...repositories);
    if (repositories.length < PAGE) return found;
  }
  throw new Unanswered(`installed on more than ${found.length} repositories`);
}

async function copiesIn(github: GitHub, some: readonly Elsewhere[], wanted: readonly Wanted[]): Promise<CopySeen[]> {
  const objects = wanted.map(({ oid }, index) => `r${index}: object(oid: "${oid}") { oid }`).join(' ');
  const fields = some.map(({ full_name }, index) => {
    const [owner = '', name = ''] = full_name.split('/');
    return `c${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) { ${objects} }`;
  });
  const answer = await askGraphql(github, `query Copies { ${fields.join('\n  ')} }`, {});
  // A repository that was deleted since the list was made holds nothing.
  const wrong = answer.errors.find(({ type }) => type !== 'NOT_FOUND');
  if (wrong) throw new Unanswered(`copies: ${wrong.message}`);
  const found = expectShape(z.record(z.string(), z.record(z.string(), object).nullable()), 'copies', answer.data);
  const copies: CopySeen[] = [];
  for (const [at, repository] of some.entries()) {
    const { id, full_name } = repository;
    for (const [index, { release, oid }] of wanted.entries()) {
      if ((found[`c${at}`]?.[`r${index}`] ?? null) === null) continue;
      const { packet, revision, council, audience } = release;
      if (audience.repositories.includes(id)) continue;
      const path = await pathOf(github, repository, oid);
      copies.push({ repository: { id, name: full_name }, packet, revision, council, oid, path });
    }
  }
  return copies;
}

const tree = z.object({ tree: z.array(z.object({ path: z.string(), sha: z.string() })) });

/** Where it stands on the default branch, as far as GitHub lists that branch. */
async function pathOf(github: GitHub, { full_name, default_branch }: Elsewhere, oid: string): Promise<string | null> {
  const [owner, repo] = full_name.split('/');
  try {
    const about = { owner, repo, tree_sha: default_branch, recursive: '1' };
    const { data } = await ask(github, 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', about);
    return expectShape(tree, 'tree', data).tree.find(({ sha }) => sha === oid)?.path ?? null;
  } catch (error) {
    // That it is there is known; where, is only told.
    if (error instanceof Unanswered && error.waitMs === undefined) return null;
    throw error;
  }
}

import { z } from 'zod';
import { ask, askWhole, expectShape, type GitHub, type GraphqlError, Unanswered } from '../github/client.ts';
import type { ReaderSeen, ReadersSeen, WayIn } from '../verify/exposure.ts';
import type { Place } from './blob.ts';

const PAGE = 100;
/** A repository that more may read is not restricted to anybody. */
const MOST_PAGES = 10;

const COLLABORATORS = `totalCount pageInfo { hasNextPage endCursor } edges { node { databaseId login }
  permissionSources { permission source { __typename
    ... on Team { databaseId combinedSlug } ... on Organization { login } } } }`;

/** Fields of a repository: how visible it is, and the first hundred of those who may read it. */
export const READERS = `visibility readers: collaborators(first: ${PAGE}) { ${COLLABORATORS} }`;

const source = z.object({
  __typename: z.string(),
  databaseId: z.number().nullish(),
  combinedSlug: z.string().optional(),
  login: z.string().optional(),
});
const page = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  edges: z.array(
    z.object({
      node: z.object({ databaseId: z.number(), login: z.string() }),
      permissionSources: z.array(z.object({ permission: z.string(), source })).nullable(),
    }),
  ),
});
type Page = z.infer<typeof page>;
const more = z.object({ repository: z.object({ readers: page }) });

/** What these fields answer. `readers` is null for whom GitHub does not let see them this way. */
export const readersShape = {
  visibility: z.enum(['PRIVATE', 'INTERNAL', 'PUBLIC']),
  readers: page.nullable(),
};
type Answer = z.infer<z.ZodObject<typeof readersShape>>;

/** Whether an error says no more than that the readers of the repository are not shown by GraphQL. */
export function isAboutReaders({ type, path }: GraphqlError): boolean {
  return type === 'FORBIDDEN' && path?.[1] === 'readers';
}

/**
 * Everybody who may read the repository, beginning with what a query already answered. Where GraphQL does not show
 * them, REST does, which an App may ask with no more than `metadata: read`, but it does not tell by which way they came
 * in (docs.github.com, "List repository collaborators"). Throws `Unanswered`, also where there are more than a thousand.
 */
export async function readReaders(github: GitHub, place: Place, answer: Answer): Promise<ReadersSeen> {
  const visibility = ({ PRIVATE: 'private', INTERNAL: 'internal', PUBLIC: 'public' } as const)[answer.visibility];
  const accounts =
    answer.readers === null ? await listed(github, place) : await followed(github, place, answer.readers);
  return { visibility, accounts };
}

async function followed(github: GitHub, { owner, name }: Place, first: Page): Promise<ReaderSeen[]> {
  const query = `query Readers($owner: String!, $name: String!, $after: String!) { repository(owner: $owner, name: $name) {
    readers: collaborators(first: ${PAGE}, after: $after) { ${COLLABORATORS} } } }`;
  const found = readersOn(first);
  let last = first;
  for (let pages = 1; last.pageInfo.hasNextPage; pages++) {
    if (pages === MOST_PAGES) throw tooMany(last.totalCount);
    const after = last.pageInfo.endCursor;
    const { repository } = await askWhole(github, 'readers', query, { owner, name, after }, more);
    last = repository.readers;
    found.push(...readersOn(last));
  }
  return found;
}

function readersOn({ edges }: Page): ReaderSeen[] {
  return edges.map(({ node, permissionSources }) => ({
    account: node.databaseId,
    login: node.login,
    by: (permissionSources ?? []).map(({ permission, source }) => wayIn(source, permission)),
  }));
}

function wayIn({ __typename, databaseId, combinedSlug, login }: z.infer<typeof source>, permission: string): WayIn {
  if (__typename === 'Team') return { way: 'team', id: databaseId ?? 0, name: combinedSlug ?? '' };
  if (__typename === 'Organization')
    return { way: 'organization', name: login ?? '', owner: permission.toUpperCase() === 'ADMIN' };
  return { way: 'invitation' };
}

const collaborators = z.array(z.object({ id: z.number(), login: z.string() }));

async function listed(github: GitHub, { owner, name }: Place): Promise<ReaderSeen[]> {
  const found: ReaderSeen[] = [];
  for (let number = 1; number <= MOST_PAGES; number++) {
    const about = { owner, repo: name, per_page: PAGE, page: number };
    const { data } = await ask(github, 'GET /repos/{owner}/{repo}/collaborators', about);
    const shown = expectShape(collaborators, 'collaborators', data);
    found.push(...shown.map(({ id, login }) => ({ account: id, login, by: [] })));
    if (shown.length < PAGE) return found;
  }
  throw tooMany(found.length);
}

function tooMany(count: number): Unanswered {
  return new Unanswered(`${count} accounts may read the repository, too many to look at`);
}

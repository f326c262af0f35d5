import { z } from 'zod';
import { oid } from '../document/names.ts';
import { askGraphql, askWhole, expectShape, type GitHub, type GraphqlError, Unanswered } from '../github/client.ts';
import { MERGE_COMMIT, mergeShape, TOP_TREE } from '../github/top-tree.ts';
import { ACTOR, actorShape } from './actor.ts';
import { COMMENTS, commentsShape } from './comment.ts';
import { isAboutProtections, PROTECTION, rulesShape } from './protections.ts';
import { isAboutReaders, READERS, readersShape } from './readers.ts';
import { teamFields, teamShape } from './team.ts';

/** The one question that every look asks: the pull request, the tips that matter, and the teams that own paths. */
export interface Question {
  readonly owner: string;
  readonly name: string;
  readonly number: number;
  /** Whose check run is looked for on the head; null for nobody's, which needs fewer permissions. */
  readonly appId: number | null;
  readonly checkName: string;
  /** `org/slug` of each team that CODEOWNERS names, as far as the rules are known already. */
  readonly teams: readonly string[];
  /** Other pull requests that the ledger saw with the same packet. */
  readonly rivals: readonly number[];
  /** Whether to ask who may read the repository. */
  readonly seesReaders: boolean;
}

/** The answer, in GitHub's words, and GitHub's clock; null when there is no such pull request. */
export async function askLook(github: GitHub, question: Question): Promise<{ look: Look; at: Date } | null> {
  const { owner, name, number, appId, checkName } = question;
  const check = appId === null ? {} : { appId, checkName };
  const answer = await askGraphql(github, lookQuery(question), { owner, name, number, ...check });
  const missing = answer.errors.some(
    (error) => error.type === 'NOT_FOUND' && error.path?.join('.') === 'repository.pullRequest',
  );
  if (missing) return null;
  const partial = answer.errors.find(
    (error) => !isAboutTeams(error) && !isAboutReaders(error) && !isAboutProtections(error),
  );
  // No decision on partial data: GraphQL answers what it could and reports the rest beside it.
  if (partial) throw new Unanswered(`GitHub answered in part: ${partial.message}`);
  const look = expectShape(lookShape, 'pull request', answer.data);
  return { look, at: answer.at };
}

/** A team that this App may not see comes back as an error beside null, and is treated as a team without members. */
function isAboutTeams(error: GraphqlError): boolean {
  const hidden = error.type === 'NOT_FOUND' || error.type === 'FORBIDDEN';
  return hidden && String(error.path?.[0]).startsWith('team');
}

const GIT_ACTOR = 'name email user { login databaseId }';

function lookQuery({ teams, rivals, appId, seesReaders }: Question): string {
  const [variables, checks] = appId === null ? ['', ''] : [', $appId: Int!, $checkName: String!', CHECKS];
  return `query Look($owner: String!, $name: String!, $number: Int!${variables}) {
  repository(owner: $owner, name: $name) {
    databaseId mergeCommitAllowed
    main: ref(qualifiedName: "refs/heads/main") { target { oid } ...Protection }
    ledger: ref(qualifiedName: "refs/heads/ledger") { target { oid } ...Protection }
    codeowners(refName: "main") { errors { line column kind message } }
    mainCodeowners: object(expression: "refs/heads/main:.github/CODEOWNERS") { ... on Blob { oid } }
    ${seesReaders ? READERS : ''}
    ${rivals.map((rival) => `rival${rival}: pullRequest(number: ${rival}) { number state }`).join('\n    ')}
    pullRequest(number: $number) {
      id number url title state isDraft locked createdAt mergeable changedFiles
      author { ${ACTOR} }
      baseRefName baseRef { target { oid ... on Commit { codeowners: file(path: ".github/CODEOWNERS") { oid } } } ...Protection }
      headRefName headRefOid isCrossRepository
      reviewRequests(first: 100) { nodes { requestedReviewer { ... on User { databaseId } } } }
      calls: timelineItems(last: 100, itemTypes: [REVIEW_REQUESTED_EVENT]) {
        nodes { ... on ReviewRequestedEvent { createdAt requestedReviewer { ... on User { databaseId } } } } }
      dismissals: timelineItems(first: 100, itemTypes: [REVIEW_DISMISSED_EVENT]) {
        nodes { ... on ReviewDismissedEvent { previousReviewState review { fullDatabaseId } } } }
      retargets: timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT]) { nodes { ... on BaseRefChangedEvent { createdAt } } }
      reviews(first: 100) { ${REVIEWS} }
      comments(first: 100) { totalCount ${COMMENTS} }
      commits(first: 100) { totalCount nodes { commit { oid parents(first: 3) { nodes { oid } }
        author { ${GIT_ACTOR} } committer { ${GIT_ACTOR} } authors(first: 100) { nodes { ${GIT_ACTOR} } } } } }
      last: commits(last: 1) { nodes { commit { oid
        associatedPullRequests(first: 100) { totalCount nodes { number state headRefOid } }
        ${checks} } } }
      ${MERGE_COMMIT}
    }
  }
  ${teamFields(teams)}
}
${PROTECTION}
${TOP_TREE}`;
}

const CHECKS = `checkSuites(first: 10, filterBy: { appId: $appId }) { nodes {
          checkRuns(first: 20, filterBy: { appId: $appId, checkName: $checkName }) { nodes { databaseId externalId } } } }`;

const REVIEWS = `totalCount pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId state submittedAt lastEditedAt body authorCanPushToRepository author { ${ACTOR} } commit { oid } }`;

/** The reviews after the first hundred; at most one more page is ever asked for. */
export async function askMoreReviews(github: GitHub, question: Question, after: string): Promise<Reviews> {
  const { owner, name, number } = question;
  const query = `query Reviews($owner: String!, $name: String!, $number: Int!, $after: String!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { reviews(first: 100, after: $after) { ${REVIEWS} } } } }`;
  const shape = z.object({ repository: z.object({ pullRequest: z.object({ reviews: reviewsShape }) }) });
  const { repository } = await askWhole(github, 'reviews', query, { owner, name, number, after }, shape);
  return repository.pullRequest.reviews;
}

const guarded = z.object({ target: z.object({ oid }), rules: rulesShape }).nullable();
const gitActor = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  user: z.object({ login: z.string(), databaseId: z.number() }).nullable(),
});
const reviewsShape = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(
    z.object({
      // A BigInt in GraphQL comes as text.
      fullDatabaseId: z.coerce.number().int().positive(),
      state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
      submittedAt: z.string().nullable(),
      lastEditedAt: z.string().nullable(),
      body: z.string(),
      authorCanPushToRepository: z.boolean(),
      author: actorShape,
      commit: z.object({ oid }).nullable(),
    }),
  ),
});
export type Reviews = z.infer<typeof reviewsShape>;

const pullRequest = z.object({
  id: z.string(),
  number: z.number(),
  url: z.string(),
  title: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  locked: z.boolean(),
  createdAt: z.string(),
  mergeable: z.enum(['MERGEABLE', 'CONFLICTING', 'UNKNOWN']),
  changedFiles: z.number(),
  author: actorShape,
  baseRefName: z.string(),
  baseRef: z
    .object({ target: z.object({ oid, codeowners: z.object({ oid }).nullish() }), rules: rulesShape })
    .nullable(),
  headRefName: z.string(),
  headRefOid: oid,
  isCrossRepository: z.boolean(),
  reviewRequests: z.object({
    nodes: z.array(z.object({ requestedReviewer: z.object({ databaseId: z.number().nullish() }).nullable() })),
  }),
  calls: z.object({
    nodes: z.array(
      z.object({ createdAt: z.string(), requestedReviewer: z.object({ databaseId: z.number().nullish() }).nullable() }),
    ),
  }),
  dismissals: z.object({
    nodes: z.array(
      z.object({
        previousReviewState: z.string(),
        review: z.object({ fullDatabaseId: z.coerce.number().int().positive() }).nullable(),
      }),
    ),
  }),
  retargets: z.object({ nodes: z.array(z.object({ createdAt: z.string() })) }),
  reviews: reviewsShape,
  comments: commentsShape.extend({ totalCount: z.number() }),
  commits: z.object({
    totalCount: z.number(),
    nodes: z.array(
      z.object({
        commit: z.object({
          oid,
          parents: z.object({ nodes: z.array(z.object({ oid })) }),
          author: gitActor.nullable(),
          committer: gitActor.nullable(),
          authors: z.object({ nodes: z.array(gitActor) }),
        }),
      }),
    ),
  }),
  last: z.object({
    nodes: z.array(
      z.object({
        commit: z.object({
          oid,
          associatedPullRequests: z
            .object({
              totalCount: z.number(),
              nodes: z.array(z.object({ number: z.number(), state: z.string(), headRefOid: oid })),
            })
            .nullable(),
          checkSuites: z
            .object({
              nodes: z.array(
                z.object({
                  checkRuns: z
                    .object({ nodes: z.array(z.object({ databaseId: z.number(), externalId: z.string().nullable() })) })
                    .nullable(),
                }),
              ),
            })
            .nullish(),
        }),
      }),
    ),
  }),
  mergeCommit: mergeShape,
});
const rival = z.object({ number: z.number(), state: z.string() }).nullable();
const lookShape = z
  .object({
    repository: z
      .object({
        databaseId: z.number(),
        mergeCommitAllowed: z.boolean().nullish(),
        main: guarded,
        ledger: guarded,
        codeowners: z
          .object({
            errors: z.array(z.object({ line: z.number(), column: z.number(), kind: z.string(), message: z.string() })),
          })
          .nullable(),
        mainCodeowners: z.object({ oid: oid.optional() }).nullable(),
        visibility: readersShape.visibility.optional(),
        readers: readersShape.readers.optional(),
        pullRequest,
      })
      .catchall(rival),
  })
  .catchall(teamShape);
export type Look = z.infer<typeof lookShape>;

import { z } from 'zod';
import { CODEOWNERS } from '../codeowners/place.ts';
import { councilOf } from '../council/branch.ts';
import { decisionId, placeNamed } from '../decision/place.ts';
import { askGraphql, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { Place } from './blob.ts';

const shape = z.object({
  repository: z.object({
    databaseId: z.number(),
    main: z.object({ target: z.object({ oid: z.string() }) }).nullable(),
    ledger: z.object({ target: z.object({ oid: z.string() }) }).nullable(),
    refs: z.object({
      totalCount: z.number(),
      nodes: z.array(
        z.object({
          prefix: z.string(),
          name: z.string(),
          target: z.object({ oid: z.string(), codeowners: z.object({ oid: z.string() }).nullish() }),
        }),
      ),
    }),
    codeowners: z.object({ oid: z.string().optional() }).nullable(),
    pullRequests: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(z.object({ number: z.number() })),
    }),
    merged: z.object({
      nodes: z.array(
        z.object({
          number: z.number(),
          comments: z.object({
            nodes: z.array(z.object({ fullDatabaseId: z.coerce.number(), viewerDidAuthor: z.boolean() })),
          }),
        }),
      ),
    }),
  }),
});
const PAGES = 100;

export interface Survey {
  readonly at: Date;
  readonly repository: number;
  readonly main: string | null;
  readonly ledgerTip: string | null;
  /** The tips of councils' branches, by council. */
  readonly tips: ReadonlyMap<string, string>;
  /** Git blob ids of CODEOWNERS: of the copies there, by council, and of main's. */
  readonly copies: ReadonlyMap<string, string>;
  readonly codeowners: string | null;
  readonly open: readonly number[];
  /** The merged pull requests that changed last, with the last comment, where that is somebody else's. */
  readonly commented: readonly { readonly pull: number; readonly comment: number }[];
}

/** Every open pull request and the tips of main, ledger and councils' branches: what a sweep begins with. */
export async function survey(github: GitHub, place: Place): Promise<Survey> {
  const query = `query Survey($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) { databaseId
    main: ref(qualifiedName: "refs/heads/main") { target { oid } }
    ledger: ref(qualifiedName: "refs/heads/ledger") { target { oid } }
    refs(refPrefix: "refs/heads/council/", first: 100) { totalCount nodes { prefix name target {
      oid ... on Commit { codeowners: file(path: "${CODEOWNERS}") { oid } } } } }
    codeowners: object(expression: "refs/heads/main:${CODEOWNERS}") { ... on Blob { oid } }
    merged: pullRequests(states: MERGED, first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number comments(last: 1) { nodes { fullDatabaseId viewerDidAuthor } } } }
    pullRequests(states: OPEN, first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { number } } } }`;
  const open: number[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const answer = await askGraphql(github, query, { owner: place.owner, name: place.name, after });
    if (answer.errors[0]) throw new Unanswered(`survey: ${answer.errors[0].message}`);
    const { repository } = expectShape(shape, 'survey', answer.data);
    open.push(...repository.pullRequests.nodes.map(({ number }) => number));
    const { hasNextPage, endCursor } = repository.pullRequests.pageInfo;
    if (!hasNextPage) {
      const { databaseId, main, ledger, refs, merged } = repository;
      if (refs.totalCount > refs.nodes.length)
        throw new Unanswered(`survey: ${refs.totalCount} branches of councils, which is too many`);
      const tips = new Map(refs.nodes.map(({ prefix, name, target }) => [councilAt(`${prefix}${name}`), target.oid]));
      return {
        at: answer.at,
        repository: databaseId,
        main: main?.target.oid ?? null,
        ledgerTip: ledger?.target.oid ?? null,
        tips,
        copies: new Map(
          refs.nodes.flatMap(({ prefix, name, target: { codeowners } }) =>
            codeowners ? [[councilAt(`${prefix}${name}`), codeowners.oid] as const] : [],
          ),
        ),
        codeowners: repository.codeowners?.oid ?? null,
        open,
        commented: merged.nodes.flatMap(({ number: pull, comments }) =>
          comments.nodes.flatMap(({ fullDatabaseId: comment, viewerDidAuthor }) =>
            viewerDidAuthor ? [] : [{ pull, comment }],
          ),
        ),
      };
    }
    after = endCursor;
  }
  throw new Unanswered(`survey: more than ${PAGES} pages of open pull requests`);
}

/** Whether a prefix is cut off its name or not, the two together are the whole ref. */
function councilAt(ref: string): string {
  return councilOf(ref.slice('refs/heads/'.length)) ?? ref;
}

/**
 * Pull requests that may be closed and not finished: something was intended for them, or they were merged and nothing
 * followed yet; or they passed on the tip of main that is known, and may be what it became.
 */
export function unfinished(facts: LedgerFacts): number[] {
  const intended = [...facts.openIntents.values()].map(({ intent }) => intent.pull);
  const merged = [...facts.pulls].filter(([, pull]) => isMergedOnly(pull, facts));
  const passed = [...facts.pulls].filter(([, pull]) => pull.passed !== null && pull.passed.base === facts.main);
  return [...new Set([...intended, ...[...merged, ...passed].map(([number]) => number)])];
}

/** Merged, and not yet released; or a decision that is not yet concluded, or not in effect although it reaches production. */
function isMergedOnly({ effects, released }: PullFacts, { decisions }: LedgerFacts): boolean {
  const merge = effects.find(({ outcome }) => outcome?.body.result === 'done' && 'merge' in outcome.body)?.intent;
  if (merge?.effect === 'merge') return released === null;
  if (merge?.effect !== 'merge-decision') return false;
  const { concluded = null, enacted = null } = decisions.get(decisionId(placeNamed(merge))) ?? {};
  return concluded === null || (concluded.scope === 'production' && enacted === null);
}

import { z } from 'zod';
import { DECISIONS } from '../../decision/place.ts';
import { editTree, entryAt } from '../../standin/github/git/tree.ts';
import { accountNamed } from '../../standin/github/named.ts';
import type { ReviewState } from '../../standin/github/world.ts';
import { by, headName, pullName, repositoryPath } from '../field.ts';
import { folderAt } from '../stage/folder.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { headOf } from './pull.ts';
import { latestReview } from './review.ts';

const paths = z.record(repositoryPath, z.string());
const STATES = {
  approve: 'APPROVED',
  request_changes: 'CHANGES_REQUESTED',
  comment: 'COMMENTED',
} as const satisfies Record<string, ReviewState>;

const forging = {
  review: z
    .strictObject({
      pull: pullName,
      by,
      state: z.enum(['approve', 'request_changes', 'comment']),
      at: headName.optional(),
      body: z.string().optional(),
      times: z.int().min(1).max(500).optional(),
    })
    .meta({ description: 'a review that GitHub would not have taken, such as one by the author' }),
  rebind: z
    .strictObject({ pull: pullName, of: by, to: headName.optional() })
    .meta({ description: 'the latest review of somebody is shown on another head; the present one unless given' }),
  reword: z
    .strictObject({ pull: pullName, of: by, text: z.string(), told: z.boolean().optional() })
    .meta({ description: 'the latest review of somebody says something else; `told`: and is shown as edited' }),
  truncated: z.strictObject({ pull: pullName }).meta({ description: "the listing of the packet's folder is cut off" }),
  activity: z
    .strictObject({ pull: pullName, actor: by.optional() })
    .meta({ description: 'the arrival of the head is missing in the activity log, or credited to another' }),
  merge: z.strictObject({ paths }).meta({ description: "GitHub's next merge brings these files as well" }),
  hand_merge: z
    .strictObject({ pull: pullName, by, paths: paths.optional() })
    .meta({ description: 'somebody merges past all rules, with these files as well' }),
  commit: z
    .strictObject({ branch: repositoryPath, by, paths })
    .meta({ description: 'a commit on a branch, past all rules' }),
};
type Forging = { [K in keyof typeof forging]: z.infer<(typeof forging)[K]> };

const step = z
  .strictObject({
    review: forging.review.optional(),
    rebind: forging.rebind.optional(),
    reword: forging.reword.optional(),
    truncated: forging.truncated.optional(),
    activity: forging.activity.optional(),
    merge: forging.merge.optional(),
    hand_merge: forging.hand_merge.optional(),
    commit: forging.commit.optional(),
  })
  .refine((written) => Object.keys(written).length === 1, { error: 'expected exactly one forgery in a step' });

export const forge = stepKind(step, {
  tell: (written) => `GitHub shows what it would not have taken: ${Object.keys(written).join()}`,
  play: ({ stage }, written) => {
    if (written.review) review(stage, written.review);
    if (written.rebind) rebind(stage, written.rebind);
    if (written.reword) reword(stage, written.reword);
    if (written.truncated) truncate(stage, written.truncated);
    if (written.activity) activity(stage, written.activity);
    if (written.merge) merge(stage, written.merge);
    if (written.hand_merge) handMerge(stage, written.hand_merge);
    if (written.commit) commit(stage, written.commit);
  },
});

function review(stage: Stage, { pull, by, state, at, body = '', times = 1 }: Forging['review']): void {
  const now = stage.clock.now();
  const { head, reviews } = stage.pullRequest(pull);
  const commit = at === undefined ? head.sha : headOf(stage.pull(pull), at);
  const author = accountNamed(stage.github.world, by).id;
  for (let time = 0; time < times; time++) {
    reviews.push({
      id: stage.github.world.next('review'),
      author,
      state: STATES[state],
      body,
      commit,
      createdAt: now,
      updatedAt: now,
      submittedAt: now,
      lastEditedAt: null,
      onBehalfOf: [],
    });
  }
}

function rebind(stage: Stage, { pull, of, to }: Forging['rebind']): void {
  latestReview(stage, pull, of).commit =
    to === undefined ? stage.pullRequest(pull).head.sha : headOf(stage.pull(pull), to);
}

function reword(stage: Stage, { pull, of, text, told = false }: Forging['reword']): void {
  const review = latestReview(stage, pull, of);
  review.body = text;
  if (told) review.lastEditedAt = stage.clock.now();
}

function truncate(stage: Stage, { pull }: Forging['truncated']): void {
  const { git, truncatedTrees } = stage.repository;
  const tree = git.objects.commit(stage.pullRequest(pull).head.sha)?.tree ?? '';
  const folder = entryAt(git.objects, tree, `packets/${stage.pull(pull).packet}`);
  if (folder !== undefined) truncatedTrees.add(folder.oid);
}

function activity(stage: Stage, { pull, actor }: Forging['activity']): void {
  const rows = stage.repository.activity;
  const { sha } = stage.pullRequest(pull).head;
  const at = rows.findLastIndex(({ after }) => after === sha);
  const row = rows[at];
  if (row === undefined) throw new RangeError(`the head of \`${pull}\` has no row in the activity log`);
  if (actor === undefined) rows.splice(at, 1);
  else row.actor = accountNamed(stage.github.world, actor).id;
}

/** Rewrites the merge commit before anybody hears of it. */
function merge(stage: Stage, { paths }: Forging['merge']): void {
  stage.interruptions.once('merge', 'after', () => {
    const { git, pulls, signedByGitHub } = stage.repository;
    const pull = [...pulls.values()].findLast(({ merged }) => merged !== null);
    const made = pull?.merged && git.objects.commit(pull.merged.sha);
    if (!pull?.merged || !made) return 'proceed';
    const changes = Object.entries(paths).map(([path, text]) => {
      return [path, { mode: '100644' as const, oid: git.objects.writeBlob(text) }] as const;
    });
    const sha = git.objects.writeCommit({ ...made, tree: editTree(git.objects, made.tree, new Map(changes)) });
    git.setRef(`refs/heads/${pull.base.ref}`, sha);
    signedByGitHub.add(sha);
    pull.merged = { ...pull.merged, sha };
    return 'proceed';
  });
}

function handMerge(stage: Stage, { pull, by, paths = {} }: Forging['hand_merge']): void {
  const { head, base } = stage.pullRequest(pull);
  const { git } = stage.repository;
  const { packet } = stage.pull(pull);
  const folders = [`packets/${packet}`, `${DECISIONS}/${packet}`];
  const files = Object.fromEntries(folders.flatMap((folder) => Object.entries(folderAt(stage, head.sha, folder))));
  const place = { repository: stage.governance, branch: base.ref, onto: git.branch(base.ref) ?? '' };
  stage.github.acts.push({ ...place, by, merging: head.sha, files: { ...files, ...paths }, unjudged: true });
}

function commit(stage: Stage, { branch, by, paths }: Forging['commit']): void {
  stage.github.acts.push({ repository: stage.governance, branch, by, files: paths, unjudged: true });
}

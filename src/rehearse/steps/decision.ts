import { z } from 'zod';
import { decisionPath } from '../../decision/place.ts';
import { line } from '../../document/names.ts';
import { changed, content, type Edits, editsOf } from '../content.ts';
import { branchName, by, overlay, pullName, repositoryPath } from '../field.ts';
import { decisionOn, exampleDecision, releasedRevision } from '../stage/decision.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { commit, pushCommit } from './commit.ts';

const number = z.int().min(1).max(999_999);

const deciding = z.strictObject({
  pull: pullName.meta({ description: 'a new name: it is opened; that of a decision: a commit is added to it' }),
  by,
  packet: content.packet,
  revision: number.optional().meta({ description: 'of the packet; the one released last unless given' }),
  number: number.optional().meta({ description: 'which decision about the revision; 1 unless given' }),
  change: overlay.optional().meta({ description: 'laid over the file; what is not said is right' }),
  append: content.append.meta({ description: 'put at the end of the file, whatever it is' }),
  text: z.string().optional().meta({ description: 'the whole file instead' }),
  path: repositoryPath.optional().meta({ description: 'where the file stands; at its place unless given' }),
  paths: content.paths,
  base: branchName.optional().meta({ description: 'the branch of the reference council unless given' }),
  branch: branchName.optional().meta({ description: 'what the branch is called; as the pull request unless given' }),
  title: line.optional(),
  draft: z.boolean().optional(),
  pushed_by: by.optional().meta({ description: 'who pushes the commit; who opens it unless given' }),
  ...commit,
});
type Deciding = z.infer<typeof deciding>;

export const decision = stepKind(deciding, {
  tell: ({ by, pull, packet }) => `${by} proposes ${pull}, a decision${packet === undefined ? '' : ` about ${packet}`}`,
  play: async ({ stage }, step) => {
    if (stage.pulls.has(step.pull)) change(stage, step);
    else await open(stage, step);
  },
});

async function open(stage: Stage, step: Deciding): Promise<void> {
  const { pull, by, base = stage.reference.base, branch = pull, title = pull, draft = false } = step;
  const packet = step.packet ?? stage.reference.packetId;
  const place = { packet, revision: step.revision ?? releasedRevision(stage, packet), number: step.number ?? 1 };
  const edits = editsTo(step.path ?? decisionPath(place), exampleDecision(stage, place, by), step);
  const repository = stage.governance;
  const told = { ...step, by: step.pushed_by ?? by, message: 'Propose a decision' };
  const sha = pushCommit(stage, told, { repository, branch, onto: base }, edits);
  const opened = await stage.as(by, 'POST /repos/{owner}/{repo}/pulls', { title, head: branch, base, draft });
  const { number } = z.object({ number: z.number() }).parse(opened.data);
  const heads = new Map(step.head === undefined ? [] : [[step.head, sha] as const]);
  stage.pulls.set(pull, { number, branch, repository, packet, heads });
}

function change(stage: Stage, step: Deciding): void {
  const { repository, branch, heads } = stage.pull(step.pull);
  const { path, bytes } = decisionOn(stage, step.pull);
  const edits = editsTo(step.path ?? path, Buffer.from(bytes).toString(), step);
  const told = { ...step, by: step.pushed_by ?? step.by, message: 'Change the decision' };
  const sha = pushCommit(stage, told, { repository, branch, onto: branch }, edits);
  if (step.head !== undefined) heads.set(step.head, sha);
}

/** The file as the step has it, and what else the step brings. */
function editsTo(path: string, stands: string, step: Deciding): Edits {
  const { files, remove } = editsOf(step.packet ?? '', { paths: step.paths }, stands);
  return { files: { [path]: step.text ?? changed(stands, step), ...files }, remove };
}

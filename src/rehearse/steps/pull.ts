import { z } from 'zod';
import { line } from '../../document/names.ts';
import { PACKET_FILE } from '../../packet/packet.ts';
import { entryAt } from '../../standin/github/git/tree.ts';
import { content, editsOf } from '../content.ts';
import { branchName, by, headName, pullName } from '../field.ts';
import { folderAt } from '../stage/folder.ts';
import type { Stage, StagedPull } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { commit, pushCommit } from './commit.ts';

const message = 'Propose a packet';

const opening = z.strictObject({
  pull: pullName,
  by,
  base: branchName.optional().meta({ description: 'the branch of the reference council unless given' }),
  branch: branchName.optional().meta({ description: 'what the branch is called; as the pull request unless given' }),
  title: line.optional(),
  draft: z.boolean().optional(),
  fork: z.literal(true).optional().meta({ description: 'from a fork of who opens it' }),
  pushed_by: by.optional().meta({ description: 'who pushes the commit; who opens it unless given' }),
  shares: pullName.optional().meta({ description: 'opens the very head of another pull request; no commit is made' }),
  ...content,
  ...commit,
});

export const open = stepKind(opening, {
  tell: ({ by, pull, draft, fork }) =>
    `${by} opens ${draft ? 'draft ' : ''}pull request ${pull}${fork ? ' from a fork' : ''}`,
  play: async ({ stage }, step) => {
    const { pull, base = stage.reference.base, title = step.pull } = step;
    const { packetId, packet: example } = stage.reference;
    const id = step.packet ?? packetId;
    const repository = step.fork ? forkOf(stage, step.by) : stage.governance;
    const heads = new Map<string, string>();
    const branch = step.shares === undefined ? (step.branch ?? pull) : stage.pull(step.shares).branch;
    if (step.shares === undefined) {
      const change = { ...(id === packetId ? {} : { id }), ...step.change };
      const edits = editsOf(id, { ...step, change }, example.get(PACKET_FILE) ?? '');
      const names = [...example].map(([name, text]) => [`packets/${id}/${name}`, text] as const);
      const files = Object.entries({ ...Object.fromEntries(names), ...edits.files });
      const whole = { files: Object.fromEntries(files.filter(([path]) => !edits.remove.includes(path))), remove: [] };
      const sha = pushCommit(
        stage,
        { ...step, message, by: step.pushed_by ?? step.by },
        { repository, branch, onto: base },
        whole,
      );
      if (step.head !== undefined) heads.set(step.head, sha);
    }
    const opened = await stage.as(step.by, 'POST /repos/{owner}/{repo}/pulls', {
      title,
      head: step.fork ? `${step.by}:${branch}` : branch,
      base,
      draft: step.draft ?? false,
    });
    const { number } = z.object({ number: z.number() }).parse(opened.data);
    stage.pulls.set(pull, { number, branch, repository, packet: id, heads });
  },
});

const pushing = z.strictObject({
  pull: pullName,
  by,
  onto: z
    .union([z.literal(['base', 'nothing']), headName])
    .optional()
    .meta({ title: 'the name of a head, `base` or `nothing`', description: 'what to build on instead of the head' }),
  to: headName.optional().meta({ description: 'moves the branch to an earlier head; no commit is made' }),
  force: z.literal(true).optional(),
  merge: branchName.optional().meta({ description: 'makes it a merge commit of this branch' }),
  squash: z
    .literal(true)
    .optional()
    .meta({ description: 'everything anew in one commit on the base, as after a rebase' }),
  ...content,
  ...commit,
});

export const pushStep = stepKind(pushing, {
  tell: ({ by, pull, force }) => `${by} ${force ? 'force-pushes' : 'pushes'} to ${pull}`,
  play: ({ stage }, step) => {
    const staged = stage.pull(step.pull);
    const { repository, branch, heads } = staged;
    const force = step.force ?? false;
    if (step.to !== undefined) {
      stage.github.acts.move({ repository, branch, by: step.by, to: headOf(staged, step.to), force });
      return;
    }
    const id = step.packet ?? staged.packet;
    const changes = editsOf(id, step, describedAt(stage, branch, id));
    const tip = stage.repository.git.branch(branch) ?? '';
    const stood = step.squash === undefined ? {} : folderAt(stage, tip, `packets/${id}`);
    const edits = { ...changes, files: { ...stood, ...changes.files } };
    const anew = step.onto ?? (step.squash === undefined ? undefined : 'base');
    const onto = anew === undefined ? branch : ontoOf(stage, staged, anew);
    const place = { repository, branch, onto, force: force || step.squash !== undefined };
    const sha = pushCommit(
      stage,
      { ...step, message },
      { ...place, ...(step.merge && { merging: step.merge }) },
      edits,
    );
    if (step.head !== undefined) heads.set(step.head, sha);
  },
});

/** A head by the name that an earlier step gave it. */
export function headOf({ heads }: StagedPull, name: string): string {
  const found = heads.get(name);
  if (found === undefined) throw new RangeError(`no head is called \`${name}\``);
  return found;
}

function ontoOf(stage: Stage, staged: StagedPull, name: string): string | null {
  if (name === 'nothing') return null;
  if (name !== 'base') return headOf(staged, name);
  return stage.repository.pulls.get(staged.number)?.base.ref ?? 'main';
}

/** packet.yaml as it stands on a branch; the example's where there is none. */
function describedAt(stage: Stage, branch: string, id: string): string {
  const { git } = stage.repository;
  const tree = git.objects.commit(git.branch(branch) ?? '')?.tree;
  const found = tree && entryAt(git.objects, tree, `packets/${id}/${PACKET_FILE}`);
  return (found && git.objects.blob(found.oid)?.toString()) ?? stage.reference.packet.get(PACKET_FILE) ?? '';
}

function forkOf(stage: Stage, login: string): string {
  return `${login}/${stage.github.acts.fork(stage.governance, login).name}`;
}

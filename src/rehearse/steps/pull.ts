import { z } from 'zod';
import { line, login } from '../../document/names.ts';
import { PACKET_FILE } from '../../packet/packet.ts';
import { noreply } from '../../standin/github/find.ts';
import { entryAt } from '../../standin/github/git/tree.ts';
import { accountNamed } from '../../standin/github/named.ts';
import { content, type Edits, editsOf } from '../content.ts';
import { branchName, by, headName, pullName } from '../field.ts';
import { folderAt } from '../stage/folder.ts';
import type { Stage, StagedPull } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

/** Who a commit says it is from: git believes what it is told. */
const commit = {
  author: by.optional().meta({ description: 'who the commit says wrote it; who pushes unless given' }),
  committer: by.optional().meta({ description: 'who the commit says committed it; the author unless given' }),
  co_authors: z.array(login).max(20).optional().meta({ description: 'as trailers of the message' }),
  head: headName.optional().meta({ description: 'a name for the new head, for later steps' }),
};

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
      const sha = push(stage, { ...step, by: step.pushed_by ?? step.by }, { repository, branch, onto: base }, whole);
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
    const sha = push(stage, step, { ...place, ...(step.merge && { merging: step.merge }) }, edits);
    if (step.head !== undefined) heads.set(step.head, sha);
  },
});

interface Place {
  readonly repository: string;
  readonly branch: string;
  readonly onto: string | null;
  readonly force?: boolean;
  readonly merging?: string;
}
type Told = Pick<z.infer<typeof pushing>, 'by' | 'author' | 'committer' | 'co_authors'>;

function push(stage: Stage, { by, author, committer, co_authors = [] }: Told, place: Place, edits: Edits): string {
  const trailers = co_authors.map((login) => `Co-authored-by: ${login} <${emailOf(stage, login)}>`);
  const message = ['Propose a packet', ...(trailers.length > 0 ? [trailers.join('\n')] : [])].join('\n\n');
  return stage.github.acts.push({
    ...place,
    by,
    ...edits,
    message,
    ...(author !== undefined && { author: { name: author, email: emailOf(stage, author) } }),
    ...(committer !== undefined && { committer: { name: committer, email: emailOf(stage, committer) } }),
  });
}

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

function emailOf(stage: Stage, login: string): string {
  const account = accountNamed(stage.github.world, login);
  return account.emails[0] ?? noreply(account);
}

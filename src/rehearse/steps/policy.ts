import { z } from 'zod';
import { ownersOf } from '../../codeowners/codeowners.ts';
import { CODEOWNERS } from '../../codeowners/place.ts';
import { line } from '../../document/names.ts';
import { loadRules, type Rules } from '../../policy/rules.ts';
import { entryAt, filesOf } from '../../standin/github/git/tree.ts';
import { branchName, by, headName, pullName, repositoryPath } from '../field.ts';
import { overlaid } from '../overlay.ts';
import { ADMIN } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { type FileEdit, fileEdit } from '../world.ts';

const edits = z.record(repositoryPath, fileEdit);
type FileEdits = z.infer<typeof edits>;
const MAIN = 'main';

const proposing = z.strictObject({
  pull: pullName,
  by,
  files: edits.meta({ description: 'files on `main`, changed as under `world`' }),
  title: line.optional(),
  head: headName.optional(),
});

export const propose = stepKind(proposing, {
  tell: ({ by, pull, files }) => `${by} proposes ${pull}: ${namesOf(files)} on main`,
  play: ({ stage }, step) => openChange(stage, step),
});

const calling = z.strictObject({ pull: pullName, base: branchName.meta({ description: 'the branch that it is for' }) });

export const call = stepKind(calling, {
  takesTime: false,
  tell: ({ pull, base }) => `the pull request that the bot opened for ${base} is called ${pull}`,
  play: ({ stage }, { pull, base }) => {
    const { repository, governance, reference, github } = stage;
    const own = [...repository.pulls.values()].filter((one) => one.author === github.world.app.account);
    const found = own.filter((one) => one.state === 'open' && one.base.ref === base);
    const [one] = found;
    if (one === undefined || found.length > 1) throw new RangeError(`the bot has ${found.length} open for ${base}`);
    const { number, head } = one;
    stage.pulls.set(pull, {
      number,
      branch: head.ref,
      repository: governance,
      packet: reference.packetId,
      heads: new Map(),
    });
  },
});

const merging = z.strictObject({
  pull: pullName,
  by,
  method: z.enum(['merge', 'squash', 'rebase']).optional().meta({ description: '`merge` unless given' }),
});

export const merge = stepKind(merging, {
  tell: ({ by, pull, method = 'merge' }) => `${by} merges ${pull}${method === 'merge' ? '' : ` by ${method}`}`,
  play: ({ stage }, { pull, by, method = 'merge' }) => mergeBy(stage, pull, by, method),
});

const queueing = z.strictObject({
  pulls: z.array(pullName).min(1).max(10),
  by,
  answer: z.enum(['success', 'failure', 'none']).meta({ description: 'the check of the bot on the head of the group' }),
  page: z.string().min(1).optional().meta({ description: 'text that its page contains' }),
});

export const enqueue = stepKind(queueing, {
  tell: ({ by, pulls }) => `${by} puts ${pulls.join(', ')} into a merge queue`,
  play: async ({ stage, differ }, { pulls, by, answer, page }) => {
    const numbers = pulls.map((name) => stage.pull(name).number);
    const group = stage.github.acts.enqueue(stage.governance, by, numbers);
    await stage.settle();
    const run = stage.repository.runs.findLast(({ headSha }) => headSha === group.head);
    const seen = run?.conclusion ?? 'none';
    if (seen !== answer) differ(`the check of the merge group: ${answer}`, seen);
    const text = [run?.output.title, run?.output.summary, run?.output.text].join('\n');
    if (page !== undefined && !text.includes(page)) differ(`a page of the merge group that contains \`${page}\``, text);
    stage.github.acts.concludeGroup(stage.governance, by, group);
  },
});

export const policy = stepKind(edits.meta({ description: 'a change of files on `main`, approved by two people' }), {
  tell: (files) => `two people approve a change of ${namesOf(files)} on main`,
  play: async ({ stage }, files) => {
    const pull = `rules-${stage.pulls.size + 1}`;
    const { proposer, approvers } = peopleFor(stage, files);
    await openChange(stage, { pull, by: proposer, files });
    for (const by of approvers) {
      await rest(stage);
      const { number } = stage.pull(pull);
      const review = { number, event: 'APPROVE', body: '' };
      await stage.as(by, 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', review);
    }
    await rest(stage);
    await mergeBy(stage, pull, proposer, 'merge');
  },
});

export const override = stepKind(edits.meta({ description: 'an administrator pushes these files to `main`' }), {
  tell: (files) => `${ADMIN} pushes ${namesOf(files)} to main, past its rules`,
  play: ({ stage }, files) => {
    const push = { repository: stage.governance, branch: MAIN, by: ADMIN, message: 'Change the rules', unjudged: true };
    stage.github.acts.push({ ...push, ...contentOf(stage, files) });
  },
});

async function openChange(stage: Stage, { pull, by, files, title = pull, head }: z.infer<typeof proposing>) {
  const repository = stage.governance;
  const push = { repository, branch: pull, onto: MAIN, by, message: 'Change the rules' };
  const sha = stage.github.acts.push({ ...push, ...contentOf(stage, files) });
  const opened = await stage.as(by, 'POST /repos/{owner}/{repo}/pulls', { title, head: pull, base: MAIN });
  const { number } = z.object({ number: z.number() }).parse(opened.data);
  const heads = new Map(head === undefined ? [] : [[head, sha] as const]);
  stage.pulls.set(pull, { number, branch: pull, repository, packet: stage.reference.packetId, heads });
}

async function mergeBy(stage: Stage, pull: string, by: string, method: string): Promise<void> {
  const { number } = stage.pull(pull);
  await stage.as(by, 'PUT /repos/{owner}/{repo}/pulls/{number}/merge', { number, merge_method: method });
}

/** The bot comes to rest, and a second passes: whoever approves saw what it had to say. */
async function rest(stage: Stage): Promise<void> {
  await stage.settle();
  await stage.pass(1000);
}

/** Two code owners of what is changed, and somebody else who proposes it; all of them listed as people. */
function peopleFor(stage: Stage, files: FileEdits): { proposer: string; approvers: readonly string[] } {
  const { people, codeowners } = rulesOnMain(stage);
  const listed = Object.values(people.people).map(({ accounts }) => accounts[0]?.login ?? '');
  const owners = Object.keys(files).flatMap((path) => {
    const found = ownersOf(codeowners.lines, path);
    return found.kind === 'owned' ? found.owners.flatMap((owner) => (owner.kind === 'user' ? [owner.login] : [])) : [];
  });
  const willing = [...new Set([...owners.filter((login) => listed.includes(login)), ...listed])];
  const approvers = willing.slice(0, 2);
  const proposer = listed.findLast((login) => !approvers.includes(login));
  if (proposer === undefined) throw new RangeError('a change of the rules takes three people in policies/people.yaml');
  return { proposer, approvers };
}

/** The rules as they stand on `main` now. Throws where they do not load. */
export function rulesOnMain(stage: Stage): Rules {
  const { git } = stage.repository;
  const tree = git.objects.commit(git.branch(MAIN) ?? '')?.tree ?? '';
  const files = filesOf(git.objects, tree).map(({ path, oid }) => ({
    path,
    bytes: git.objects.blob(oid) ?? Buffer.of(),
  }));
  const loaded = loadRules(
    files.filter(({ path }) => path.startsWith('policies/')),
    textOnMain(stage, CODEOWNERS),
  );
  if (!loaded.ok) throw new RangeError('the policies on `main` do not load');
  return loaded.rules;
}

function contentOf(stage: Stage, files: FileEdits) {
  const write = Object.entries(files).flatMap(([path, edit]) =>
    edit === null ? [] : [[path, textOf(stage, path, edit)]],
  );
  return { files: Object.fromEntries(write), remove: Object.keys(files).filter((path) => files[path] === null) };
}

function textOf(stage: Stage, path: string, edit: NonNullable<FileEdit>): string {
  return typeof edit === 'string' ? edit : overlaid(textOnMain(stage, path) ?? '', edit);
}

function textOnMain(stage: Stage, path: string): string | undefined {
  const { git } = stage.repository;
  const tree = git.objects.commit(git.branch(MAIN) ?? '')?.tree;
  const found = tree && entryAt(git.objects, tree, path);
  return (found && git.objects.blob(found.oid)?.toString()) || undefined;
}

function namesOf(files: FileEdits): string {
  return Object.keys(files).join(', ');
}

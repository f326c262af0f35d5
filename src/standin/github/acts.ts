import { signatureOf } from './actor.ts';
import { type CheckEdit, createRun, rerequestRun } from './acts/checks.ts';
import { type Files, writeCommit } from './acts/commits.ts';
import { dispatch } from './acts/dispatch.ts';
import { installOn, setSuspended, uninstallFrom } from './acts/installations.ts';
import { concludeGroup, enqueue, type MergeGroup } from './acts/merge-queue.ts';
import { deleteAccount, renameAccount, setTeamMember } from './acts/organizations.ts';
import { setDraft } from './acts/pulls.ts';
import { applyMove, checkMove } from './acts/refs.ts';
import {
  deleteRepository,
  fork,
  renameRepository,
  setCollaborator,
  setTeamPermission,
  setVisibility,
  transferRepository,
} from './acts/repositories.ts';
import { beginRun, concludeRun, workflowNamed } from './acts/workflow-runs.ts';
import { pull } from './find.ts';
import type { Oid, Signature } from './git/object.ts';
import { accountNamed, installedApp, repositoryNamed, teamNamed, viewerNamed } from './named.ts';
import type { CheckRun, Conclusion, Permission, Repository, WorkflowRun, World } from './world.ts';

export interface Push {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  /** Who is logged in: the pusher of the activity log, whatever the commit says. */
  readonly by: string;
  readonly files?: Files;
  readonly remove?: readonly string[];
  /** Co-authors are its `Co-authored-by:` trailers. */
  readonly message?: string;
  /** Anybody: git believes what it is told. The pusher where left out; the committer is then the author. */
  readonly author?: Partial<Signature>;
  readonly committer?: Partial<Signature>;
  /** The branch or commit to build on: by default the branch itself, or the default branch where it is new; null: nothing. */
  readonly onto?: string | null;
  /** A second parent: makes a merge commit, with the content that `files` and `remove` give it. */
  readonly merging?: string;
  readonly force?: boolean;
  /** Past all rulesets, as nobody could: for histories that GitHub would have refused. */
  readonly unjudged?: boolean;
}

/**
 * What people and machines do that REST cannot, or that a story does too often to go through HTTP. All of it is told
 * to the App. Accounts and repositories are named by login and `owner/name`. Throws `Refused` where GitHub refuses.
 */
export class Acts {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** One commit, pushed. Returns its sha. */
  push(wanted: Push): Oid {
    const world = this.#world;
    const repository = repositoryNamed(world, wanted.repository);
    const { git } = repository;
    const by = signatureOf(world, accountNamed(world, wanted.by));
    const onto = wanted.onto === undefined ? wanted.branch : wanted.onto;
    const start = onto === null ? null : (git.resolve(onto) ?? git.branch(repository.defaultBranch));
    const second = wanted.merging === undefined ? undefined : git.resolve(wanted.merging);
    if (start === undefined || (wanted.merging !== undefined && second === undefined))
      throw new RangeError(`\`${wanted.repository}\` has nothing at \`${wanted.merging ?? onto}\``);
    const author = { ...by, ...wanted.author };
    const oid = writeCommit(repository, {
      parents: [start, second].filter((parent) => parent !== null && parent !== undefined),
      files: wanted.files ?? {},
      remove: wanted.remove ?? [],
      message: wanted.message ?? `Change ${Object.keys(wanted.files ?? {}).join(', ') || wanted.branch}`,
      author,
      committer: { ...author, ...wanted.committer },
    });
    this.move({ ...wanted, to: oid });
    return oid;
  }

  /** Moves a branch to a commit that is there; `null` deletes it. */
  move(wanted: Pick<Push, 'repository' | 'branch' | 'by' | 'force' | 'unjudged'> & { readonly to: Oid | null }): void {
    const world = this.#world;
    const repository = repositoryNamed(world, wanted.repository);
    const viewer = viewerNamed(world, wanted.by, repository);
    const move = { ref: `refs/heads/${wanted.branch}`, to: wanted.to, force: wanted.force ?? false };
    if (!wanted.unjudged) checkMove(world, repository, viewer, move);
    applyMove(world, repository, viewer, move);
  }

  /** Turns a pull request into a draft, or makes it ready for review. */
  draft(name: string, number: number, by: string, draft: boolean): void {
    const repository = repositoryNamed(this.#world, name);
    setDraft(this.#world, repository, viewerNamed(this.#world, by, repository), pull(repository, number), draft);
  }

  /** Puts pull requests into a merge queue as one group. */
  enqueue(name: string, by: string, numbers: readonly number[]): MergeGroup {
    const repository = repositoryNamed(this.#world, name);
    const pulls = numbers.map((number) => pull(repository, number));
    return enqueue(this.#world, repository, viewerNamed(this.#world, by, repository), pulls);
  }

  /** Merges a group whose checks passed; whether it did. */
  concludeGroup(name: string, by: string, group: MergeGroup): boolean {
    const repository = repositoryNamed(this.#world, name);
    return concludeGroup(this.#world, repository, viewerNamed(this.#world, by, repository), group);
  }

  fork(name: string, by: string): Repository {
    return fork(this.#world, repositoryNamed(this.#world, name), viewerNamed(this.#world, by));
  }

  setVisibility(name: string, by: string, visibility: Repository['visibility']): void {
    setVisibility(this.#world, repositoryNamed(this.#world, name), viewerNamed(this.#world, by), visibility);
  }

  renameRepository(name: string, by: string, to: string): void {
    renameRepository(this.#world, repositoryNamed(this.#world, name), viewerNamed(this.#world, by), to);
  }

  transferRepository(name: string, by: string, to: string): void {
    const owner = accountNamed(this.#world, to).id;
    transferRepository(this.#world, repositoryNamed(this.#world, name), viewerNamed(this.#world, by), owner);
  }

  deleteRepository(name: string): void {
    deleteRepository(this.#world, repositoryNamed(this.#world, name));
  }

  /** `none` takes the collaborator away. */
  setCollaborator(name: string, by: string, login: string, permission: Permission): void {
    const id = accountNamed(this.#world, login).id;
    setCollaborator(this.#world, repositoryNamed(this.#world, name), viewerNamed(this.#world, by), id, permission);
  }

  /** The team as `organization/slug`; `none` takes the repository from it. */
  setTeamPermission(name: string, by: string, team: string, permission: Permission): void {
    const repository = repositoryNamed(this.#world, name);
    setTeamPermission(this.#world, repository, viewerNamed(this.#world, by), teamNamed(this.#world, team), permission);
  }

  /** The team as `organization/slug`; `none` takes the person out of it. */
  setTeamMember(team: string, by: string, login: string, role: 'member' | 'maintainer' | 'none'): void {
    const id = accountNamed(this.#world, login).id;
    setTeamMember(this.#world, teamNamed(this.#world, team), viewerNamed(this.#world, by), id, role);
  }

  /** Not told to Apps, as on GitHub: they see it when they look. */
  renameAccount(login: string, to: string): void {
    renameAccount(this.#world, accountNamed(this.#world, login).id, to);
  }

  deleteAccount(login: string): void {
    deleteAccount(this.#world, accountNamed(this.#world, login).id);
  }

  /** Somebody presses "Re-run" on a check of the App. */
  rerequestRun(name: string, by: string, run: number): void {
    rerequestRun(this.#world, repositoryNamed(this.#world, name), viewerNamed(this.#world, by), run);
  }

  /** Some App, by its slug, reports a check of a commit. */
  check(name: string, slug: string, headSha: Oid, edit: CheckEdit & { readonly name: string }): CheckRun {
    const repository = repositoryNamed(this.#world, name);
    return createRun(this.#world, repository, installedApp(this.#world, slug, repository), headSha, edit);
  }

  /** Somebody presses "Run workflow", named by its file. */
  dispatch(name: string, by: string, file: string, ref: string, inputs: Readonly<Record<string, unknown>> = {}) {
    const repository = repositoryNamed(this.#world, name);
    const workflow = workflowNamed(this.#world, repository, file);
    if (workflow === undefined) throw new RangeError(`\`${name}\` has no workflow \`${file}\``);
    return dispatch(this.#world, repository, viewerNamed(this.#world, by, repository), { workflow, ref, inputs });
  }

  /** A workflow run ends so, without a runner that did any of it. */
  conclude(name: string, run: WorkflowRun, conclusion: Conclusion): void {
    const repository = repositoryNamed(this.#world, name);
    if (run.status === 'queued') beginRun(this.#world, repository, run);
    concludeRun(this.#world, repository, run, conclusion);
  }

  /** Adds a repository to the installation of its owner's account, or takes it out. */
  install(name: string, by: string, installed = true): void {
    const change = installed ? installOn : uninstallFrom;
    change(this.#world, repositoryNamed(this.#world, name), accountNamed(this.#world, by).id);
  }

  suspend(owner: string, by: string, suspended = true): void {
    setSuspended(this.#world, accountNamed(this.#world, owner).id, accountNamed(this.#world, by).id, suspended);
  }
}

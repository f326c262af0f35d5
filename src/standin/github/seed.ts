import { signatureOf } from './actor.ts';
import { storeAttestation } from './acts/attestations.ts';
import { type Files, writeCommit } from './acts/commits.ts';
import { newRepository } from './acts/new-repository.ts';
import { applyMove } from './acts/refs.ts';
import { account, accountByLogin } from './find.ts';
import type { Oid } from './git/object.ts';
import { accountNamed, organizationNamed, repositoryNamed, teamNamed } from './named.ts';
import { unused } from './new-world.ts';
import { issueToken } from './server/tokens.ts';
import type {
  Account,
  App,
  AppPermissions,
  Attestation,
  BypassActor,
  Installation,
  Organization,
  Permission,
  Repository,
  Rule,
  Ruleset,
  Team,
  World,
} from './world.ts';

/**
 * Makes the world as it is before a story begins: nobody is told, nothing is judged. Accounts and repositories are
 * named by login and `owner/name`; every id may be chosen.
 */
export class Seed {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A person, or with `type: 'Bot'` the account of some other App (`github-actions[bot]`). */
  account(wanted: {
    login: string;
    id?: number;
    type?: 'User' | 'Bot';
    name?: string;
    emails?: readonly string[];
  }): Account {
    const id = this.#unused(wanted.login, wanted.id);
    const { login, type = 'User', name = null, emails = [] } = wanted;
    const made: Account = { id, login, type, name, emails: [...emails], createdAt: this.#world.clock.now() };
    this.#world.accounts.set(id, made);
    return made;
  }

  /** Another App than the one under test, with its account `<slug>[bot]`. */
  app(wanted: { id: number; slug: string; name?: string; permissions?: AppPermissions }): App {
    const { id, slug, name = slug, permissions = {} } = wanted;
    const { id: account, createdAt } = this.account({ login: `${slug}[bot]`, type: 'Bot' });
    const made: App = { id, slug, name, account, owner: account, publicKey: '', permissions, events: [], createdAt };
    this.#world.apps.set(id, made);
    return made;
  }

  organization(wanted: {
    login: string;
    id?: number;
    members?: Readonly<Record<string, 'member' | 'admin'>>;
  }): Organization {
    const id = this.#unused(wanted.login, wanted.id);
    const members = new Map(Object.entries(wanted.members ?? {}).map(([login, role]) => [this.#id(login), role]));
    const createdAt = this.#world.clock.now();
    const made: Organization = {
      id,
      login: wanted.login,
      type: 'Organization',
      name: null,
      emails: [],
      members,
      createdAt,
    };
    this.#world.accounts.set(id, made);
    return made;
  }

  team(wanted: {
    organization: string;
    slug: string;
    id?: number;
    name?: string;
    privacy?: Team['privacy'];
    parent?: string;
    members?: readonly string[];
  }): Team {
    const organization = organizationNamed(this.#world, wanted.organization);
    const parent =
      wanted.parent === undefined ? null : teamNamed(this.#world, `${wanted.organization}/${wanted.parent}`).id;
    const id = wanted.id ?? unused(this.#world, 'team', this.#world.teams);
    const { slug, name = slug, privacy = 'closed' } = wanted;
    const members = new Map((wanted.members ?? []).map((login) => [this.#id(login), 'member' as const]));
    for (const member of members.keys())
      if (!organization.members.has(member)) organization.members.set(member, 'member');
    const createdAt = this.#world.clock.now();
    const made: Team = { id, organization: organization.id, slug, name, privacy, parent, members, createdAt };
    this.#world.teams.set(id, made);
    return made;
  }

  /** Each branch of `branches` begins with one commit of these files by `by`, the owner where it is left out. */
  repository(wanted: {
    owner: string;
    name: string;
    id?: number;
    visibility?: Repository['visibility'];
    defaultBranch?: string;
    collaborators?: Readonly<Record<string, Permission>>;
    teams?: Readonly<Record<string, Permission>>;
    branches?: Readonly<Record<string, Files>>;
    by?: string;
  }): Repository {
    const owner = this.#id(wanted.owner);
    const { name, id, visibility, defaultBranch } = wanted;
    const made = newRepository(this.#world, {
      owner,
      name,
      ...(id !== undefined && { id }),
      ...(visibility !== undefined && { visibility }),
      ...(defaultBranch !== undefined && { defaultBranch }),
    });
    for (const [login, permission] of Object.entries(wanted.collaborators ?? {}))
      made.collaborators.set(this.#id(login), permission);
    for (const [slug, permission] of Object.entries(wanted.teams ?? {}))
      made.teams.set(teamNamed(this.#world, `${wanted.owner}/${slug}`).id, permission);
    for (const [branch, files] of Object.entries(wanted.branches ?? {}))
      this.commit({ repository: `${wanted.owner}/${name}`, branch, files, by: wanted.by ?? wanted.owner });
    return made;
  }

  /** A commit on a branch, which begins without history where it is new. */
  commit(wanted: { repository: string; branch: string; files: Files; by: string; message?: string }): Oid {
    const world = this.#world;
    const repository = repositoryNamed(this.#world, wanted.repository);
    const by = account(world, this.#id(wanted.by));
    const tip = repository.git.branch(wanted.branch);
    const signature = signatureOf(world, by);
    const oid = writeCommit(repository, {
      parents: tip === undefined ? [] : [tip],
      files: wanted.files,
      message: wanted.message ?? `Begin ${wanted.branch}`,
      author: signature,
      committer: signature,
    });
    const viewer = { kind: 'account', account: by.id } as const;
    world.outbox.quietly(() => applyMove(world, repository, viewer, { ref: `refs/heads/${wanted.branch}`, to: oid }));
    return oid;
  }

  /** Installs the App: on all repositories that the account has now, unless some are named. */
  installation(wanted: {
    account: string;
    id?: number;
    repositories?: readonly string[];
    permissions?: AppPermissions;
    events?: readonly string[];
  }): Installation {
    const { app, repositories, installations, clock } = this.#world;
    const id = wanted.id ?? unused(this.#world, 'installation', installations);
    const owner = this.#id(wanted.account);
    const all = [...repositories.values()].filter((repository) => repository.owner === owner);
    const chosen = wanted.repositories?.map((name) => repositoryNamed(this.#world, name)) ?? all;
    const { permissions = app.permissions, events = app.events } = wanted;
    const reached = new Set(chosen.map((repository) => repository.id));
    const made = {
      id,
      account: owner,
      repositories: reached,
      permissions,
      events,
      suspended: false,
      createdAt: clock.now(),
    };
    installations.set(id, made);
    return made;
  }

  /** An attestation that a workflow stored with its repository before. Throws `Refused` as GitHub refuses. */
  attestation(wanted: { repository: string; bundle: Attestation['bundle'] }): Attestation {
    return storeAttestation(this.#world, repositoryNamed(this.#world, wanted.repository), wanted.bundle);
  }

  ruleset(wanted: {
    repository: string;
    name: string;
    id?: number;
    include: readonly string[];
    exclude?: readonly string[];
    rules: readonly Rule[];
    bypass?: readonly BypassActor[];
    enforcement?: Ruleset['enforcement'];
  }): Ruleset {
    const now = this.#world.clock.now();
    const made: Ruleset = {
      id: wanted.id ?? this.#world.next('ruleset'),
      name: wanted.name,
      target: 'branch',
      enforcement: wanted.enforcement ?? 'active',
      conditions: { include: wanted.include, exclude: wanted.exclude ?? [] },
      rules: [...wanted.rules],
      bypass: [...(wanted.bypass ?? [])],
      createdAt: now,
      updatedAt: now,
    };
    repositoryNamed(this.#world, wanted.repository).rulesets.push(made);
    return made;
  }

  /** A token with which the account reaches the API and git. */
  token(login: string): string {
    return issueToken(this.#world, this.#id(login));
  }

  #unused(login: string, id = unused(this.#world, 'account', this.#world.accounts)): number {
    if (this.#world.accounts.has(id) || accountByLogin(this.#world, login) !== undefined)
      throw new RangeError(`the account \`${login}\` or its id ${id} is taken`);
    return id;
  }

  #id(login: string): number {
    return accountNamed(this.#world, login).id;
  }
}

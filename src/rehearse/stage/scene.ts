import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CODEOWNERS } from '../../codeowners/place.ts';
import { branchOf } from '../../council/branch.ts';
import { policyText } from '../../ledger/init.ts';
import { privateKeys, publicKeyText } from '../../ledger/key.ts';
import { rulesetsFor } from '../../protection/ruleset.ts';
import type { GitHub } from '../../standin/github/github.ts';
import { issueInstallationToken } from '../../standin/github/server/tokens.ts';
import { overlaid } from '../overlay.ts';
import type { WorldPart } from '../world.ts';
import { REBUILDER } from './evidence.ts';
import type { Keys } from './keys.ts';
import { LEDGER_POLICY, type Reference } from './reference.ts';
import { sealingFiles } from './sealing.ts';

/** Who administers the organization; nobody in policies/people.yaml. */
export const ADMIN = 'admin';
/** The account of the App. */
export const APP_BOT = 'countersign[bot]';
/** Who may read the governance repository, as a member of the workspace, and has no part in anything. */
export const OUTSIDER = 'mallory';
const ACTIONS_BOT = 'github-actions[bot]';
const ORGANIZATION_ID = 501_001;
const GOVERNANCE_ID = 9001;
/**
 * Octokit shares a token that is being asked for between all clients of a process, by the id of the installation: of
 * two worlds at once, each needs its own.
 */
let installations = 7000;

/** The accounts that are there without being asked for, beside those of policies/people.yaml. */
const ALWAYS = {
  [ADMIN]: { id: 4001, permission: 'admin' },
  [OUTSIDER]: { id: 3001, permission: 'read' },
  [ACTIONS_BOT]: { id: 41_898_282, type: 'Bot', permission: 'write' },
} as const;

/** The App as its manifest describes it. */
export function appOf(keys: Keys) {
  const manifest = z
    .object({
      default_permissions: z.record(z.string(), z.enum(['read', 'write'])),
      default_events: z.array(z.string()),
    })
    .parse(parse(readFileSync(join(import.meta.dirname, '../../../app.yml'), 'utf8')));
  return {
    id: 77,
    slug: 'countersign',
    name: 'countersign',
    publicKey: keys.app.publicKey,
    permissions: manifest.default_permissions,
    events: manifest.default_events,
  };
}

/** A token of the App in the governance repository, with all that its manifest asks for. */
export function appToken({ world }: GitHub): string {
  const [installation] = world.installations.values();
  if (installation === undefined) throw new Error('a rehearsal without installation');
  return issueInstallationToken(world, installation, installation.repositories, installation.permissions).token;
}

/** What a world stands on: what it takes for granted, and the keys that it has whatever its files say. */
export interface Ground {
  readonly reference: Reference;
  readonly keys: Keys;
  readonly sigstore: { readonly trustedRoot: object; readonly signingConfig: object };
}

/** Fills an empty GitHub with the reference world, changed by `part`. Gives `owner/name` of the governance repository. */
export function setScene(github: GitHub, part: WorldPart, ground: Ground): string {
  const { rules } = ground.reference;
  const councils = Object.values(rules.councils);
  const owner = ownerOf(councils[0]?.council_repository.name ?? 'acme/none');
  const accounts = accountsOf(part, ground.reference);
  for (const [login, { id, type }] of accounts) github.seed.account({ login, id, type });
  const members = [...accounts.keys()].filter((login) => login !== OUTSIDER && login !== ACTIONS_BOT);
  const roles = members.map((login) => [login, login === ADMIN ? 'admin' : 'member'] as const);
  github.seed.organization({ login: owner, id: ORGANIZATION_ID, members: Object.fromEntries(roles) });
  for (const [name, { id, members: inTeam }] of teamsOf(part, ground.reference)) {
    const slug = name.slice(name.indexOf('/') + 1);
    github.seed.team({ organization: owner, slug, members: inTeam, ...(id !== undefined && { id }) });
  }
  const repositories = councils.flatMap((council) => [council.council_repository, ...council.audience.repositories]);
  const readers = Object.fromEntries(members.map((login) => [login, 'read'] as const));
  for (const [id, name] of new Map(repositories.map((one) => [one.id, one.name])))
    github.seed.repository({ owner, name: name.slice(name.indexOf('/') + 1), id, collaborators: readers });
  github.seed.repository({ owner, name: REBUILDER.slice(REBUILDER.indexOf('/') + 1) });

  const governance = `${owner}/governance`;
  const invited = [...accounts].filter(([, { permission }]) => permission !== 'none');
  const collaborators = Object.fromEntries(invited.map(([login, { permission }]) => [login, permission]));
  github.seed.repository({ owner, name: 'governance', id: GOVERNANCE_ID, collaborators });
  writeBranches(github, governance, filesOf(part, ground, governance), Object.keys(rules.councils));
  github.seed.installation({ account: owner, id: ++installations });
  return governance;
}

/** `main`, and from its first commit, which holds CODEOWNERS alone, the branch of each council. */
function writeBranches(
  github: GitHub,
  repository: string,
  files: ReadonlyMap<string, string>,
  councils: readonly string[],
): void {
  const codeowners = files.get(CODEOWNERS);
  const first =
    codeowners === undefined ? { 'README.md': 'nobody owns anything here\n' } : { [CODEOWNERS]: codeowners };
  const root = github.seed.commit({ repository, branch: 'main', files: first, by: ADMIN });
  github.seed.commit({
    repository,
    branch: 'main',
    files: Object.fromEntries(files),
    by: ADMIN,
    message: 'Add the rules',
  });
  for (const council of councils) {
    const move = { repository, branch: branchOf(council), to: root, by: ADMIN };
    github.outbox.quietly(() => github.acts.move(move));
  }
}

/** The rulesets that a governance repository needs, for this App: the very ones that `countersign init` writes. */
export function protect(github: GitHub, repository: string): void {
  for (const { name, conditions, rules, bypass_actors } of rulesetsFor(github.world.app.id)) {
    const { include } = conditions.ref_name;
    github.seed.ruleset({ repository, name, include, rules: [...rules], bypass: bypass_actors });
  }
}

/** Every account of a world by its login. */
export function accountsOf(part: WorldPart, { rules }: Reference) {
  const { people, agents } = rules.people;
  const listed = [...Object.values(people).flatMap(({ accounts }) => accounts), ...agents];
  const known = listed.map(({ login, id }) => [login, { id, permission: 'write' as const }] as const);
  const all: WorldPart['accounts'] = { ...Object.fromEntries(known), ...ALWAYS, ...part.accounts };
  return new Map(
    Object.entries(all).map(([login, { id, type = 'User', permission = 'write' }]) => [
      login,
      { id, type, permission },
    ]),
  );
}

/**
 * Every team of a world: those that policies name, with those who act for the council, and those of the rehearsal.
 * Whoever may read from the beginning and is named nowhere else is in the first team of a workspace.
 */
export function teamsOf(
  part: WorldPart,
  reference: Reference,
): Map<string, { id?: number; members: readonly string[] }> {
  const { councils, people } = reference.rules;
  const policies = Object.values(councils);
  const loginOf = (key: string) => people.people[key]?.accounts[0]?.login ?? key;
  const teams = new Map<string, { id?: number; members: readonly string[] }>();
  for (const { audience, members, workspace } of policies) {
    for (const { name, id } of audience.teams) teams.set(name, { id, members: members.map(loginOf) });
    for (const { name, id } of workspace.teams) teams.set(name, { id, members: workspace.people.map(loginOf) });
  }
  const room = [...policies.flatMap((one) => one.workspace.teams), ...policies.flatMap((one) => one.audience.teams)][0];
  if (room !== undefined) {
    const named = new Set(policies.flatMap(({ workspace, members }) => [...workspace.people, ...members]).map(loginOf));
    const readers = [...accountsOf(part, reference)].filter(([, it]) => it.type === 'User' && it.permission !== 'none');
    const others = readers.flatMap(([login]) => (named.has(login) ? [] : [login]));
    teams.set(room.name, { id: room.id, members: [...(teams.get(room.name)?.members ?? []), ...others] });
  }
  for (const [name, members] of Object.entries(part.teams ?? {})) teams.set(name, { ...teams.get(name), members });
  return teams;
}

/** The files on `main`. The ledger's key, Sigstore and who seals by it are always those of this world. */
function filesOf(part: WorldPart, { reference, keys, sigstore }: Ground, repository: string): Map<string, string> {
  const { trustedRoot, signingConfig } = sigstore;
  const files = new Map(reference.files);
  files.set(`policies/${reference.rules.seal.trusted_root}`, JSON.stringify(trustedRoot));
  const [ledgerKey] = privateKeys(keys.ledger);
  if (ledgerKey !== undefined) files.set(LEDGER_POLICY, policyText(publicKeyText(ledgerKey)));
  const sealing = sealingFiles(part, reference, { repository, id: GOVERNANCE_ID, signingConfig });
  for (const [path, edit] of [...Object.entries(sealing), ...Object.entries(part.files ?? {})]) {
    if (edit === null) files.delete(path);
    else files.set(path, typeof edit === 'string' ? edit : overlaid(files.get(path) ?? '', edit));
  }
  return files;
}

function ownerOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'));
}

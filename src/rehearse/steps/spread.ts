import { z } from 'zod';
import { login, repositoryName, teamName } from '../../document/names.ts';
import { PACKET_FILE } from '../../packet/packet.ts';
import { fullName } from '../../standin/github/find.ts';
import { entryAt } from '../../standin/github/git/tree.ts';
import { by, pullName } from '../field.ts';
import { ADMIN } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';

const repository = repositoryName.optional().meta({ description: 'the governance repository unless given' });
const opening = z.strictObject({ by, repository });

export const publicize = stepKind(opening, {
  tell: ({ by, repository = 'the governance repository' }) => `${by} makes ${repository} public`,
  play: ({ stage }, { by, repository = stage.governance }) => {
    stage.github.acts.setVisibility(repository, by, 'public');
  },
});

export const privatize = stepKind(opening, {
  tell: ({ by, repository = 'the governance repository' }) => `${by} makes ${repository} private again`,
  play: ({ stage }, { by, repository = stage.governance }) => {
    stage.github.acts.setVisibility(repository, by, 'private');
  },
});

export const fork = stepKind(z.strictObject({ by }), {
  tell: ({ by }) => `${by} forks the governance repository`,
  play: async ({ stage }, { by: who }) => {
    await stage.as(who, 'POST /repos/{owner}/{repo}/forks');
  },
});

const giving = z.strictObject({
  owner: login.meta({ description: 'the login of an account, or of the organization' }),
  repository,
});

export const transfer = stepKind(giving, {
  tell: ({ owner, repository = 'the governance repository' }) => `${ADMIN} gives ${repository} to ${owner}`,
  play: ({ stage }, { owner, repository = stage.governance }) => {
    const { world, acts } = stage.github;
    // By its id under whatever owner it is now, so that it can be given back.
    const id = world.formerNames.get(repository.toLowerCase());
    const moved = id === undefined ? undefined : world.repositories.get(id);
    acts.transferRepository(moved === undefined ? repository : fullName(world, moved), ADMIN, owner);
    const given = `${owner}/${repository.split('/')[1]}`;
    const installed = world.installations.values().some(({ account }) => world.accounts.get(account)?.login === owner);
    if (installed) acts.install(given, ADMIN);
  },
});

export const grant = stepKind(z.strictObject({ team: teamName, permission: z.enum(['none', 'read', 'write']) }), {
  tell: ({ team, permission }) => `the team ${team} has ${permission} access from now on`,
  play: ({ stage }, { team, permission }) => {
    stage.github.acts.setTeamPermission(stage.governance, ADMIN, team, permission);
  },
});

const copying = z
  .strictObject({ pull: pullName, by, into: repositoryName })
  .meta({ description: 'puts packet.yaml of a head into another repository of the world, of which no webhook tells' });

export const copy = stepKind(copying, {
  tell: ({ pull, by, into }) => `${by} copies the packet of ${pull} into ${into}`,
  play: ({ stage }, { pull, by: who, into }) => {
    const files = { [`notes/${PACKET_FILE}`]: packetFile(stage, pull) };
    stage.github.seed.commit({ repository: into, branch: 'main', files, by: who, message: 'Take a note' });
  },
});

function packetFile(stage: Stage, name: string): string {
  const { objects } = stage.repository.git;
  const { packet } = stage.pull(name);
  const tree = objects.commit(stage.pullRequest(name).head.sha)?.tree ?? '';
  const found = entryAt(objects, tree, `packets/${packet}/${PACKET_FILE}`);
  const bytes = found && objects.blob(found.oid);
  if (!bytes) throw new RangeError(`${name} has no ${PACKET_FILE}`);
  return Buffer.from(bytes).toString();
}

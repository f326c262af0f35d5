import { z } from 'zod';
import { login, teamName } from '../../document/names.ts';
import { entryAt } from '../../standin/github/git/tree.ts';
import { by, repositoryPath } from '../field.ts';
import { overlaid } from '../overlay.ts';
import { ADMIN } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { fileEdit } from '../world.ts';

const edits = z.record(repositoryPath, fileEdit);

export const policy = stepKind(edits.meta({ description: 'a commit on `main` that changes these files' }), {
  tell: (files) => `${ADMIN} changes ${Object.keys(files).join(', ')} on main`,
  play: ({ stage }, files) => {
    const write = Object.entries(files).flatMap(([path, edit]) => {
      if (edit === null) return [];
      return [[path, typeof edit === 'string' ? edit : overlaid(textOnMain(stage, path), edit)] as const];
    });
    stage.github.acts.push({
      repository: stage.governance,
      branch: 'main',
      by: ADMIN,
      files: Object.fromEntries(write),
      remove: Object.keys(files).filter((path) => files[path] === null),
      message: 'Change the rules',
      unjudged: true,
    });
  },
});

const members = z.array(login).min(1).max(100).optional();

export const team = stepKind(z.strictObject({ team: teamName, add: members, remove: members }), {
  tell: ({ team, add = [], remove = [] }) => {
    const changes = [...add.map((who) => `${who} joins`), ...remove.map((who) => `${who} leaves`)];
    return `${changes.join(', ')} team ${team}`;
  },
  play: ({ stage }, { team, add = [], remove = [] }) => {
    for (const who of add) stage.github.acts.setTeamMember(team, ADMIN, who, 'member');
    for (const who of remove) stage.github.acts.setTeamMember(team, ADMIN, who, 'none');
  },
});

export const rename = stepKind(z.strictObject({ account: by, to: login }), {
  tell: ({ account, to }) => `${account} is called ${to} from now on`,
  play: ({ stage }, { account, to }) => {
    stage.github.acts.renameAccount(account, to);
    stage.renamed(account, to);
  },
});

const permission = z.enum(['none', 'read', 'triage', 'write', 'maintain', 'admin']);

export const collaborator = stepKind(z.strictObject({ account: by, permission }), {
  tell: ({ account, permission }) => `${account} has ${permission} access from now on`,
  play: ({ stage }, { account, permission }) => {
    stage.github.acts.setCollaborator(stage.governance, ADMIN, account, permission);
  },
});

const leaving = z.strictObject({ account: by });

export const leave = stepKind(leaving, {
  tell: ({ account }) => `${account} deletes the account`,
  play: ({ stage }, { account }) => stage.github.acts.deleteAccount(account),
});

export const deleteFork = stepKind(leaving, {
  tell: ({ account }) => `${account} deletes the fork`,
  play: ({ stage }, { account }) => {
    stage.github.acts.deleteRepository(`${account}/${stage.governance.split('/')[1]}`);
  },
});

function textOnMain(stage: Stage, path: string): string {
  const { git } = stage.repository;
  const tree = git.objects.commit(git.branch('main') ?? '')?.tree;
  const found = tree && entryAt(git.objects, tree, path);
  return (found && git.objects.blob(found.oid)?.toString()) ?? '';
}

import { z } from 'zod';
import { login, teamName } from '../../document/names.ts';
import { by } from '../field.ts';
import { ADMIN } from '../stage/scene.ts';
import { stepKind } from '../step.ts';

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

import { describe, expect, it } from 'vitest';
import { hearsay } from '../../src/serve/hearsay.ts';

const sender = { id: 4001, login: 'admin', type: 'User' };
const told = (payload: object) => ({ repository: { id: 9001 }, sender, ...payload });
const oscar = { id: 66, login: 'oscar', type: 'User' };
const forkee = { id: 5, full_name: 'oscar/governance', owner: oscar };

describe('a webhook', () => {
  it.each([
    ['public', {}, 'visibility', null],
    ['repository', { action: 'publicized' }, 'visibility', null],
    ['repository', { action: 'transferred' }, 'transfer', null],
    ['member', { action: 'added', member: { id: 66 } }, 'collaborator', 66],
    ['member', { action: 'edited', member: { id: 66 } }, 'collaborator', 66],
    ['team_add', { team: { id: 7 } }, 'team', 7],
    ['team', { action: 'added_to_repository', team: { id: 7 } }, 'team', 7],
  ])('%s %o tells who did it', (event, payload, what, about) => {
    expect(hearsay(event, told(payload))).toEqual({ what, repository: 9001, about, by: sender, fork: null });
  });

  it('of a fork tells whose it is and what it is called, which nothing else may', () => {
    const fork = { id: 5, name: 'oscar/governance', owner: oscar };
    expect(hearsay('fork', told({ forkee }))).toEqual({ what: 'fork', repository: 9001, about: 5, by: sender, fork });
  });

  it.each<[string, object]>([
    ['member', told({ action: 'removed', member: { id: 66 } })],
    ['repository', told({ action: 'privatized' })],
    ['member', told({ action: 'added', member: null })],
    ['fork', told({ forkee: { ...forkee, full_name: 'oscar/x; reboot' } })],
    ['public', { repository: { id: 9001 } }],
    ['push', told({})],
    ['some_event_of_next_year', {}],
  ])('%s that lets nobody in, or is not understood, tells nothing', (event, payload) => {
    expect(hearsay(event, payload)).toBeNull();
  });
});

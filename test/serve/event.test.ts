import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { concernedBy } from '../../src/serve/event.ts';

const ours = { repository: 'acme/governance', botLogin: 'countersign[bot]' };
const push = (branch: string, login = 'ann') => ({ ref: `refs/heads/${branch}`, forced: false, sender: { login } });
const repository = { full_name: 'Acme/Governance' };
const at = (event: string, payload: object) => concernedBy(event, { repository, ...payload }, ours);

describe('an event', () => {
  const manifest: { default_events: string[] } = parse(readFileSync('app.yml', 'utf8'));

  it.each(manifest.default_events)('%s, which the App asks GitHub for, is one that it knows', (event) => {
    expect(at(event, {})).not.toEqual({ ignored: event });
  });

  it.each(['pull_request', 'pull_request_review'])('%s makes its pull request worth a look', (event) => {
    expect(at(event, { pull_request: { number: 4 } })).toEqual({ pulls: [4] });
  });

  it('that closes a pull request without merging it concerns those that it held', () => {
    expect(at('pull_request', { action: 'closed', pull_request: { number: 4, merged: false } })).toBe('all');
    expect(at('pull_request', { action: 'closed', pull_request: { number: 4, merged: true } })).toEqual({ pulls: [4] });
  });

  it.each(['main', 'ledger', 'council/release-integrity'])('a push to %s may concern every pull request', (branch) => {
    expect(at('push', push(branch))).toBe('all');
  });

  it('of a merge queue that asks for checks is answered on the head of the group, and of no other', () => {
    const merge_group = { head_sha: 'a'.repeat(40) };
    expect(at('merge_group', { action: 'checks_requested', merge_group })).toEqual({ group: 'a'.repeat(40) });
    expect(at('merge_group', { action: 'destroyed', merge_group })).toEqual({ pulls: [] });
    expect(at('merge_group', { action: 'checks_requested', merge_group: { head_sha: 'main' } })).toMatchObject({
      ignored: expect.any(String),
    });
  });

  it('that moves the ledger by force is looked at, whoever did it', () => {
    expect(at('push', { ...push('ledger', 'countersign[bot]'), forced: true })).toBe('all');
  });

  it('about a comment that names a command makes its pull request, or the repository, worth a look', () => {
    const comment = { body: '/countersign recheck', user: { login: 'ann' } };
    const said = { comment, sender: { login: 'ann' } };
    expect(at('issue_comment', { ...said, issue: { number: 4, pull_request: {} } })).toEqual({ pulls: [4] });
    expect(at('issue_comment', { ...said, issue: { number: 5 } })).toBe('repository');
  });

  it('about a comment that only looks like a command is worth a look, so that its author hears of it', () => {
    const comment = { body: '/c\u043euntersign conclude', user: { login: 'ann' } };
    const said = { sender: { login: 'ann' }, issue: { number: 4, pull_request: {} } };
    expect(at('issue_comment', { ...said, comment })).toEqual({ pulls: [4] });
    expect(at('issue_comment', { ...said, comment: { ...comment, body: 'to be countersigned' } })).toEqual({
      pulls: [],
    });
  });

  it('about a comment in another repository makes what was delivered worth a look, where it names a command', () => {
    const comment = { body: '/countersign correction audience', user: { login: 'cyd' } };
    const elsewhere = { repository: { full_name: 'acme/council' }, issue: { number: 1 }, sender: { login: 'cyd' } };
    expect(at('issue_comment', { ...elsewhere, comment })).toBe('deliveries');
    expect(at('issue_comment', { ...elsewhere, comment: { ...comment, body: 'read' } })).toEqual({ pulls: [] });
  });

  it('about a comment of ours is worth a look where somebody else touched it', () => {
    const comment = { body: 'how it stands', user: { login: 'countersign[bot]' } };
    const issue = { number: 4, pull_request: {} };
    expect(at('issue_comment', { issue, comment, sender: { login: 'mallory' } })).toEqual({ pulls: [4] });
    expect(at('issue_comment', { issue, comment, sender: { login: 'countersign[bot]' } })).toEqual({ pulls: [] });
  });

  it('about an issue may be about an alarm, unless it is our own doing', () => {
    expect(at('issues', { action: 'edited', sender: { login: 'mallory' } })).toBe('repository');
    expect(at('issues', { action: 'edited', sender: { login: 'countersign[bot]' } })).toEqual({ pulls: [] });
    expect(at('issues', { action: 'edited' })).toBe('repository');
  });

  it('about people may concern every pull request', () => {
    expect(concernedBy('membership', { team: {} }, ours)).toBe('all');
    expect(concernedBy('organization', { action: 'member_added' }, ours)).toBe('all');
  });

  it.each(['member', 'public', 'repository', 'team_add'])('%s concerns who may read, here or elsewhere', (event) => {
    expect(at(event, {})).toBe('all');
    expect(at(event, { repository: { full_name: 'acme/release-integrity-council' } })).toBe('repository');
  });

  it.each(['fork', 'installation_repositories'])('%s concerns where copies are', (event) => {
    expect(at(event, {})).toBe('repository');
  });

  it.each<[string, object]>([
    ['push', push('feature')],
    ['push', push('ledger', 'countersign[bot]')],
    ['check_run', { action: 'created', check_run: { pull_requests: [{ number: 4 }] } }],
    ['issue_comment', { issue: { number: 4 }, comment: { body: 'hello', user: null }, sender: { login: 'ann' } }],
  ])('%s that changes nothing for anyone makes nothing worth a look', (event, payload) => {
    expect(at(event, payload)).toEqual({ pulls: [] });
  });

  it.each<[string, object]>([
    ['push', { ref: 'refs/heads/main' }],
    ['pull_request', { repository: { full_name: 'acme/other' }, pull_request: { number: 4 } }],
    ['pull_request', { pull_request: 'four' }],
    ['issue_comment', { issue: { number: 4 } }],
    ['pull_request', { repository: null }],
    ['some_event_of_next_year', {}],
  ])('%s that is not ours or not understood is ignored by name', (event, payload) => {
    expect(at(event, payload)).toEqual({ ignored: expect.stringMatching(/./) });
  });

  const run = (action: string, title: string) => ({ action, workflow_run: { display_title: title } });

  it('that a run for an intent has ended makes the pull request of that intent worth a look', () => {
    expect(at('workflow_run', run('completed', 'seal 41'))).toEqual({ intent: 41 });
    for (const other of [run('in_progress', 'seal 41'), run('completed', 'seal 41; rm'), run('completed', 'tests')])
      expect(at('workflow_run', other)).toEqual({ pulls: [] });
  });

  it('asked to be checked again is looked at again', () => {
    const payload = { action: 'rerequested', check_run: { pull_requests: [{ number: 4 }] } };
    expect(at('check_run', payload)).toEqual({ pulls: [4] });
  });
});

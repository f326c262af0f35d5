import { describe, expect, it } from 'vitest';
import { createRun } from '../../../src/standin/github/acts/checks.ts';
import { Acme, GRANTED } from './organization.ts';

function opened() {
  const acme = new Acme();
  const pull = acme.open();
  const run = (name: string, edit: object = {}) =>
    createRun(acme.world, acme.gov, acme.bot(), pull.head.sha, { name, ...edit });
  const commit = (selection: string, viewer = acme.bot()) =>
    acme.governance(`object(oid: "${pull.head.sha}") { ... on Commit { ${selection} } }`, viewer);
  return { acme, pull, run, commit };
}

describe('the checks of a commit', () => {
  it('are found by the App that made them and by name', async () => {
    const { acme, run, commit } = opened();
    const output = { title: 'held', summary: 'approval-missing', text: 'why' };
    const made = run('gate', { conclusion: 'action_required', externalId: 'p1', output });
    run('other');
    const asked = (app: number) => `checkSuites(first: 10, filterBy: {appId: ${app}}) { nodes { app { slug }
      checkRuns(first: 10, filterBy: {checkName: "gate", appId: ${app}}) { nodes {
        databaseId name status conclusion externalId title summary text } } } }`;
    expect(await commit(asked(77))).toEqual({
      object: {
        checkSuites: {
          nodes: [
            {
              app: { slug: 'gate' },
              checkRuns: {
                nodes: [
                  {
                    databaseId: made.id,
                    name: 'gate',
                    status: 'COMPLETED',
                    conclusion: 'ACTION_REQUIRED',
                    externalId: 'p1',
                    title: 'held',
                    summary: 'approval-missing',
                    text: 'why',
                  },
                ],
              },
            },
          ],
        },
      },
    });
    expect(await commit(asked(78))).toEqual({ object: { checkSuites: { nodes: [] } } });
    expect(acme.gov.runs).toHaveLength(2);
  });

  it('of one name are only the latest, unless all are asked for', async () => {
    const { run, commit } = opened();
    run('gate', { conclusion: 'failure' });
    run('gate', { conclusion: 'success' });
    const runs = (filter: string) =>
      `checkSuites(first: 1) { nodes { checkRuns(first: 5${filter}) { nodes { conclusion } } } }`;
    expect(await commit(runs(''))).toMatchObject({
      object: { checkSuites: { nodes: [{ checkRuns: { nodes: [{ conclusion: 'SUCCESS' }] } }] } },
    });
    expect(await commit(runs(', filterBy: {checkType: ALL}'))).toMatchObject({
      object: {
        checkSuites: { nodes: [{ checkRuns: { nodes: [{ conclusion: 'FAILURE' }, { conclusion: 'SUCCESS' }] } }] },
      },
    });
  });

  it('roll up to the worst of them; without any there is nothing to roll up', async () => {
    const { run, commit } = opened();
    const rollup =
      'statusCheckRollup { state contexts(first: 5) { totalCount nodes { __typename ... on CheckRun { name isRequired(pullRequestNumber: 1) } } } }';
    expect(await commit(rollup)).toEqual({ object: { statusCheckRollup: null } });
    run('gate');
    expect(await commit(rollup)).toMatchObject({ object: { statusCheckRollup: { state: 'PENDING' } } });
    run('other', { conclusion: 'failure' });
    expect(await commit(rollup)).toEqual({
      object: {
        statusCheckRollup: {
          state: 'FAILURE',
          contexts: {
            totalCount: 2,
            nodes: [
              { __typename: 'CheckRun', name: 'gate', isRequired: false },
              { __typename: 'CheckRun', name: 'other', isRequired: false },
            ],
          },
        },
      },
    });
  });

  it('are FORBIDDEN to an App without `checks`', async () => {
    const { acme, pull } = opened();
    const { checks: _, ...less } = GRANTED;
    const query = `{ repository(owner: "acme", name: "gov") { object(oid: "${pull.head.sha}") { oid ... on Commit { checkSuites(first: 1) { totalCount } } } } }`;
    const { data, errors } = await acme.ask(query, {}, acme.bot(less));
    expect(data).toEqual({ repository: { object: { oid: pull.head.sha, checkSuites: null } } });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN' }]);
  });
});

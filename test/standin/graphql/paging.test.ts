import { beforeEach, describe, expect, it } from 'vitest';
import { addComment } from '../../../src/standin/github/acts/issues.ts';
import { Acme } from './organization.ts';

describe('a connection', () => {
  let acme: Acme;
  const comments = (args: string, fields = 'nodes { body }') =>
    acme.ask(`{ repository(owner: "acme", name: "gov") { pullRequest(number: 1) { comments${args} { ${fields} } } } }`);
  const bodies = async (args: string) =>
    JSON.stringify((await comments(args)).data)
      .match(/(?<="body":")\d/g)
      ?.join('');

  beforeEach(() => {
    acme = new Acme();
    const pull = acme.open();
    for (const body of ['1', '2', '3', '4', '5']) addComment(acme.world, acme.gov, acme.person('ann'), pull, body);
  });

  it('wants `first` or `last`, and says so where it stands in the answer', async () => {
    expect((await comments('')).errors).toMatchObject([
      {
        type: 'MISSING_PAGINATION_BOUNDARIES',
        path: ['repository', 'pullRequest', 'comments'],
        message: 'You must provide a `first` or `last` value to properly paginate the `comments` connection.',
      },
    ]);
    expect((await comments('(first: 0)')).errors).toMatchObject([{ type: 'MISSING_PAGINATION_BOUNDARIES' }]);
    expect((await comments('(first: 1, last: 1)')).errors).toMatchObject([{ type: 'UNPROCESSABLE' }]);
  });

  it('wants neither for the bare total', async () => {
    const { data, errors } = await comments('', 'totalCount');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ repository: { pullRequest: { comments: { totalCount: 5 } } } });
  });

  it('gives at most 100', async () => {
    expect((await comments('(last: 101)')).errors).toMatchObject([
      {
        type: 'EXCESSIVE_PAGINATION',
        message: 'Requesting 101 records on the `comments` connection exceeds the `last` limit of 100 records.',
      },
    ]);
    expect((await comments('(first: 100)')).errors).toBeUndefined();
  });

  it('gives the first or the last, and those after or before a cursor', async () => {
    const { data } = await comments('(first: 2)', 'pageInfo { hasNextPage hasPreviousPage endCursor }');
    expect(data).toMatchObject({
      repository: { pullRequest: { comments: { pageInfo: { hasNextPage: true, hasPreviousPage: false } } } },
    });
    const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(data))?.[1];
    expect(await bodies('(first: 2)')).toBe('12');
    expect(await bodies(`(first: 2, after: "${cursor}")`)).toBe('34');
    expect(await bodies('(last: 2)')).toBe('45');
    expect(await bodies(`(last: 5, before: "${cursor}")`)).toBe('1');
    expect(await bodies(`(last: 2, after: "${cursor}")`)).toBe('45');
  });

  it('refuses a cursor that is none of its own', async () => {
    expect((await comments('(first: 1, after: "tomorrow")')).errors).toMatchObject([
      { type: 'INVALID_CURSOR_ARGUMENTS', message: '`tomorrow` does not appear to be a valid cursor.' },
    ]);
  });

  it('has edges with cursors beside its nodes', async () => {
    const { data } = await comments('(first: 1)', 'edges { cursor node { body } }');
    expect(data).toMatchObject({
      repository: { pullRequest: { comments: { edges: [{ cursor: expect.any(String), node: { body: '1' } }] } } },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { Acme } from './organization.ts';

const asked = 'rateLimit { cost nodeCount limit used remaining resetAt }';

describe('what a query costs', () => {
  it('is one point at least', async () => {
    const { data } = await new Acme().ask(`{ ${asked} }`);
    expect(data?.rateLimit).toEqual({
      cost: 1,
      nodeCount: 0,
      limit: 5000,
      used: 1,
      remaining: 4999,
      resetAt: '2026-11-22T10:00:00Z',
    });
  });

  it('counts the connections as if each were full: a point for each hundred requests', async () => {
    const { data } = await new Acme().ask(
      `query($pulls: Int!) { ${asked} repository(owner: "acme", name: "gov") {
        pullRequests(first: $pulls) { nodes { reviews(first: 50) { totalCount } comments(last: 10) { totalCount } } }
      } }`,
      { pulls: 100 },
    );
    // 1 + 100 + 100 requests, 100 + 100 * 50 + 100 * 10 nodes.
    expect(data?.rateLimit).toMatchObject({ cost: 2, nodeCount: 6100 });
  });

  it('is refused beyond 500,000 nodes before anything is looked up', async () => {
    const { data, errors } = await new Acme().ask(`{ repository(owner: "acme", name: "gov") {
      pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { authors(first: 100) { totalCount } } } } } }
    } }`);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      {
        type: 'MAX_NODE_LIMIT_EXCEEDED',
        message:
          'By the time this query traverses to the authors connection, it is requesting up to 1,010,100 possible nodes ' +
          'which exceeds the maximum limit of 500,000.',
      },
    ]);
  });

  it('is spent from the viewer’s hour, which ends by the world’s clock', async () => {
    const acme = new Acme();
    const used = async () => (await acme.ask(`{ ${asked} }`)).data?.rateLimit;
    await used();
    expect(await used()).toMatchObject({ used: 2 });
    acme.world.clock.advance(3600);
    expect(await used()).toMatchObject({ used: 1, resetAt: '2026-11-22T11:00:00Z' });
  });
});

import { describe, expect, it } from 'vitest';
import { createReview } from '../../../src/standin/github/acts/reviews.ts';
import { Acme, GRANTED } from './organization.ts';

const { members: _, ...WITHOUT_MEMBERS } = GRANTED;
const team =
  'organization(login: "acme") { login team(slug: "owners") { databaseId slug members(first: 10) { totalCount nodes { login databaseId } } } }';

describe('the members of a team', () => {
  it('are shown to an App with `members: read`', async () => {
    expect((await new Acme().ask(`{ ${team} }`)).data).toEqual({
      organization: {
        login: 'acme',
        team: {
          databaseId: 501,
          slug: 'owners',
          members: {
            totalCount: 2,
            nodes: [
              { login: 'ann', databaseId: 11 },
              { login: 'ben', databaseId: 12 },
            ],
          },
        },
      },
    });
  });

  it('are FORBIDDEN without, and the rest is still answered', async () => {
    const acme = new Acme(WITHOUT_MEMBERS);
    const { data, errors } = await acme.ask(`{ ${team} }`);
    expect(data).toEqual({ organization: { login: 'acme', team: null } });
    expect(errors).toEqual([
      {
        type: 'FORBIDDEN',
        path: ['organization', 'team'],
        locations: [expect.anything()],
        extensions: { saml_failure: false },
        message: 'Resource not accessible by integration',
      },
    ]);
  });

  it('include those of child teams, unless only immediate ones are asked for', async () => {
    const acme = new Acme();
    acme.seed.team({ organization: 'acme', slug: 'night', parent: 'owners', members: ['eve'] });
    const { data } = await acme.ask(`{ organization(login: "acme") { team(slug: "owners") {
      all: members(first: 9) { totalCount } immediate: members(first: 9, membership: IMMEDIATE) { totalCount }
      below: members(first: 9, membership: CHILD_TEAM) { nodes { login } } } } }`);
    expect(data).toEqual({
      organization: {
        team: { all: { totalCount: 3 }, immediate: { totalCount: 2 }, below: { nodes: [{ login: 'eve' }] } },
      },
    });
  });

  it('leave a review on behalf of a team partial where they cannot be seen', async () => {
    const acme = new Acme();
    const pull = acme.open();
    pull.requestedTeams.push(acme.id('owners'));
    createReview(acme.world, acme.gov, acme.person('ann'), pull, { event: 'APPROVE' });
    const query = `{ repository(owner: "acme", name: "gov") { pullRequest(number: 1) { reviews(first: 5) { nodes {
      state onBehalfOf(first: 5) { nodes { slug } } } } } } }`;
    expect(JSON.stringify((await acme.ask(query)).data)).toContain('"slug":"owners"');
    const { errors } = await acme.ask(query, {}, acme.bot(WITHOUT_MEMBERS));
    expect(errors).toMatchObject([
      { type: 'FORBIDDEN', path: ['repository', 'pullRequest', 'reviews', 'nodes', 0, 'onBehalfOf'] },
    ]);
  });
});

describe('an organization', () => {
  it('that is none is not found', async () => {
    expect((await new Acme().ask('{ organization(login: "ann") { login } }')).errors).toMatchObject([
      { type: 'NOT_FOUND', message: "Could not resolve to an Organization with the login of 'ann'." },
    ]);
  });

  it('has no team of an unknown name', async () => {
    expect((await new Acme().ask('{ organization(login: "acme") { team(slug: "none") { slug } } }')).data).toEqual({
      organization: { team: null },
    });
  });
});

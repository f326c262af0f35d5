import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askGraphql, type GitHub, Unanswered } from '../../src/github/client.ts';
import { READERS, readersShape, readReaders } from '../../src/observe/readers.ts';
import { type Acme, startAcme } from '../standin/github/acme.ts';

const PLACE = { owner: 'acme', name: 'gov' };
const MANY = 250;

let acme: Acme;
beforeAll(async () => {
  acme = await startAcme();
  const { collaborators } = acme.seed.repository({ owner: 'acme', name: 'open', visibility: 'public', by: 'admin' });
  for (let n = 0; n < MANY; n++) {
    const { id } = acme.seed.account({ login: `reader-${n}` });
    acme.world.repositories.get(9001)?.collaborators.set(id, 'read');
    collaborators.set(id, 'read');
  }
});
afterAll(() => acme.close());

const asBot = (): GitHub => ({ request: (route, parameters) => acme.bot().request(route, parameters) });

async function readersOf(github: GitHub = asBot()) {
  const query = `query First($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${READERS} } }`;
  const { data } = await askGraphql(github, query, PLACE);
  return readReaders(github, PLACE, z.object({ repository: z.object(readersShape) }).parse(data).repository);
}

describe('who may read a repository', () => {
  it('is read to the last, however many pages that takes, with every way in', async () => {
    const { visibility, accounts } = await readersOf();
    expect(visibility).toBe('private');
    // Everybody who was let in, ann, ben and eve, and the owner of the organization.
    expect(accounts).toHaveLength(MANY + 4);
    expect(new Set(accounts.map(({ account }) => account)).size).toBe(MANY + 4);
    const ways = Object.fromEntries(accounts.map(({ login, by }) => [login, by]));
    expect(ways.ann).toEqual([{ way: 'invitation' }, { way: 'team', id: 501, name: 'acme/owners' }]);
    expect(ways.eve).toEqual([{ way: 'invitation' }]);
    expect(ways.admin).toEqual([{ way: 'organization', name: 'acme', owner: true }]);
    expect(ways[`reader-${MANY - 1}`]).toEqual([{ way: 'invitation' }]);
  });

  it('is the same by REST, where GraphQL does not show it to an App, but for the ways in', async () => {
    const shown = await readersOf();
    acme.world.readerAnswers.graphqlShowsApps = false;
    const listed = await readersOf();
    acme.world.readerAnswers.graphqlShowsApps = true;
    const ids = ({ accounts }: typeof shown) => accounts.map(({ account }) => account).sort((a, b) => a - b);
    expect(ids(listed)).toEqual(ids(shown));
    expect(listed.accounts.every(({ by }) => by.length === 0)).toBe(true);
  });

  it('is not known where a later page is missing: part of a list accuses nobody and excuses nobody', async () => {
    const broken: GitHub = {
      request: async (route, parameters) => {
        if (String(parameters?.query).includes('query Readers')) throw new Unanswered('no answer', { status: 502 });
        return asBot().request(route, parameters);
      },
    };
    await expect(readersOf(broken)).rejects.toThrow(Unanswered);
  });

  it('is not looked at where it is more than a thousand', async () => {
    const endless = { totalCount: 5000, pageInfo: { hasNextPage: true, endCursor: 'x' }, edges: [] };
    const github: GitHub = {
      request: async () => ({
        status: 200,
        headers: { date: 'Sun, 22 Nov 2026 09:00:00 GMT' },
        data: { data: { repository: { readers: endless } } },
      }),
    };
    await expect(readReaders(github, PLACE, { visibility: 'PRIVATE', readers: endless })).rejects.toThrow(
      '5000 accounts',
    );
  });
});

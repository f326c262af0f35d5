import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Acme, gov, openPacket, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

// docs.github.com, "List issue comments for a repository".
it('all comments of a repository are listed, of issues and pull requests alike, by when they were written or changed', async () => {
  const say = async (by: string, issue_number: number, body: string) =>
    (await acme.as(by).rest.issues.createComment({ ...gov, issue_number, body })).data;
  const pull = await openPacket(acme);
  const issue = (await acme.bot().rest.issues.create({ ...gov, title: 'x' })).data.number;
  const first = await say('ann', issue, 'first');
  acme.clock.advance(60);
  const second = await say('ann', pull, 'second');
  acme.clock.advance(60);
  await say('ann', issue, 'third');
  acme.clock.advance(60);
  const { rest } = acme.as('ann');
  await rest.issues.updateComment({ ...gov, comment_id: first.id, body: 'first, edited' });
  const list = async (query = {}) =>
    (await acme.bot().rest.issues.listCommentsForRepo({ ...gov, ...query })).data.map(({ body }) => body);
  expect(await list()).toEqual(['first, edited', 'second', 'third']);
  expect(await list({ sort: 'updated', direction: 'asc' })).toEqual(['second', 'third', 'first, edited']);
  expect(await list({ sort: 'updated' })).toEqual(['first, edited', 'third', 'second']);
  expect(await list({ sort: 'updated', direction: 'asc', since: second.updated_at, per_page: 2 })).toEqual([
    'second',
    'third',
  ]);
});

import { describe, expect, it } from 'vitest';
import { nodeId } from '../../../src/standin/github/graphql/node-id.ts';
import { Acme, GRANTED } from './organization.ts';

const UPDATE = `mutation CAS($repositoryId: ID!, $refUpdates: [RefUpdate!]!) {
  updateRefs(input: {repositoryId: $repositoryId, refUpdates: $refUpdates, clientMutationId: "m"}) { clientMutationId } }`;
const NONE = '0'.repeat(40);
const main = 'refs/heads/main';
const update = (acme: Acme, ...refUpdates: object[]) =>
  acme.ask(UPDATE, { repositoryId: nodeId('Repository', acme.gov.id), refUpdates });

describe('updateRefs', () => {
  it('moves a ref that is where the caller believes', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const after = acme.push('ann', 'next', { file: '1' });
    expect(await update(acme, { name: main, beforeOid: before, afterOid: after })).toEqual({
      data: { updateRefs: { clientMutationId: 'm' } },
    });
    expect(acme.gov.git.branch('main')).toBe(after);
  });

  it('refuses when it is elsewhere, even where the move would be a fast forward', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const after = acme.push('ann', 'next', { file: '1' });
    const { data, errors } = await update(acme, { name: main, beforeOid: after, afterOid: after });
    expect(data).toEqual({ updateRefs: null });
    expect(errors).toMatchObject([{ path: ['updateRefs'] }]);
    expect(acme.gov.git.branch('main')).toBe(before);
  });

  it('makes a ref whose before is 40 zeros and removes one whose after is', async () => {
    const acme = new Acme();
    const tip = acme.gov.git.branch('main');
    const ref = 'refs/heads/ledger';
    expect((await update(acme, { name: ref, beforeOid: NONE, afterOid: tip })).errors).toBeUndefined();
    expect(acme.gov.git.branch('ledger')).toBe(tip);
    expect((await update(acme, { name: ref, beforeOid: NONE, afterOid: tip })).errors).toHaveLength(1);
    expect((await update(acme, { name: ref, beforeOid: tip, afterOid: NONE })).errors).toBeUndefined();
    expect(acme.gov.git.branch('ledger')).toBeUndefined();
  });

  it('moves all or none', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const after = acme.push('ann', 'next', { file: '1' });
    const good = { name: main, beforeOid: before, afterOid: after };
    expect((await update(acme, good, { name: 'refs/heads/next', afterOid: before })).errors).toMatchObject([
      { message: 'Update is not a fast forward' },
    ]);
    expect(acme.gov.git.branch('main')).toBe(before);
    expect(
      (await update(acme, good, { name: 'refs/heads/next', afterOid: before, force: true })).errors,
    ).toBeUndefined();
    expect([acme.gov.git.branch('main'), acme.gov.git.branch('next')]).toEqual([after, before]);
  });

  it('needs `contents: write`', async () => {
    const acme = new Acme();
    const variables = { repositoryId: nodeId('Repository', acme.gov.id), refUpdates: [{ name: main, afterOid: NONE }] };
    const { errors } = await acme.ask(UPDATE, variables, acme.bot({ ...GRANTED, contents: 'read' }));
    expect(errors).toMatchObject([{ type: 'FORBIDDEN' }]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, openPacket, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const repository = () => acme.world.repositories.get(9001);
const tip = (branch: string) => repository()?.git.branch(branch) ?? '';
const pull = (number: number) => repository()?.pulls.get(number);
const required = () =>
  acme.seed.ruleset({
    repository: 'acme/gov',
    name: 'checks',
    include: ['refs/heads/main'],
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: 'countersign' }],
        },
      },
    ],
  });

describe('a merge queue', () => {
  it('makes a head of its own on a temporary branch, which folds the pull request in', async () => {
    const number = await openPacket(acme);
    const group = acme.acts.enqueue('acme/gov', 'ann', [number]);
    expect(group.ref).toMatch(new RegExp(`^refs/heads/gh-readonly-queue/main/pr-${number}-[0-9a-f]{40}$`));
    expect(repository()?.git.ref(group.ref)).toBe(group.head);
    expect(repository()?.git.objects.commit(group.head)?.parents).toEqual([tip('main'), tip('p1')]);
    expect(group.head).not.toBe(tip('p1'));
  });

  it('merges when every required check of the head of the group passed', async () => {
    const number = await openPacket(acme);
    required();
    const group = acme.acts.enqueue('acme/gov', 'ann', [number]);
    acme.acts.check('acme/gov', acme.world.app.slug, group.head, { name: 'countersign', conclusion: 'success' });
    expect(acme.acts.concludeGroup('acme/gov', 'ann', group)).toBe(true);
    expect(tip('main')).toBe(group.head);
    expect(pull(number)).toMatchObject({ state: 'closed', merged: { sha: group.head } });
    expect(repository()?.activity.at(-1)).toMatchObject({ type: 'merge_queue_merge', after: group.head });
    expect(repository()?.git.ref(group.ref)).toBeUndefined();
  });

  it('takes a group out that no check, or only one of the pull request’s own head, speaks for', async () => {
    const number = await openPacket(acme);
    required();
    const base = tip('main');
    const group = acme.acts.enqueue('acme/gov', 'ann', [number]);
    acme.acts.check('acme/gov', acme.world.app.slug, tip('p1'), { name: 'countersign', conclusion: 'success' });
    expect(acme.acts.concludeGroup('acme/gov', 'ann', group)).toBe(false);
    expect(tip('main')).toBe(base);
    expect(pull(number)?.state).toBe('open');
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BypassActor, Rule } from '../../../src/standin/github/world.ts';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

const COUNCIL = 'council/release';
const APP: BypassActor = { actor_id: 77, actor_type: 'Integration', bypass_mode: 'always' };
const LOCK: Rule[] = [{ type: 'update' }, { type: 'creation' }, { type: 'deletion' }, { type: 'non_fast_forward' }];

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
  const files = { '.github/CODEOWNERS': 'packets/ @ann @ben\n' };
  acme.seed.commit({ repository: 'acme/gov', branch: COUNCIL, by: 'admin', files });
  acme.seed.commit({ repository: 'acme/gov', branch: 'ledger', by: 'admin', files: { head: '0' } });
});
afterEach(() => acme.close());

const tip = (branch: string) => acme.world.repositories.get(9001)?.git.branch(branch) ?? '';
const rule = (name: string, rules: Rule[], bypass: BypassActor[] = [], include = ['refs/heads/council/**/*']) =>
  acme.seed.ruleset({ repository: 'acme/gov', name, include, rules, bypass });
const reviews = (count: number, owners = false): Rule => ({
  type: 'pull_request',
  parameters: {
    required_approving_review_count: count,
    require_code_owner_review: owners,
    dismiss_stale_reviews_on_push: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  },
});
const open = () => openPacket(acme, 'eve', 'p1', COUNCIL);
const approve = (login: string, pull_number: number) =>
  acme.as(login).rest.pulls.createReview({ ...gov, pull_number, event: 'APPROVE' });
const merge = (pull_number: number, by = acme.bot().rest) => by.pulls.merge({ ...gov, pull_number, sha: tip('p1') });

describe('a ruleset', () => {
  it('with `update` keeps everybody out but who bypasses it: pushes and the merge button alike', async () => {
    rule('lock', LOCK, [APP]);
    const push = () => acme.acts.push({ repository: 'acme/gov', branch: COUNCIL, by: 'admin', files: { x: '1' } });
    expect(push).toThrow('Cannot update this protected ref.');
    const number = await open();
    expect(await refusal(merge(number, acme.as('ann').rest))).toMatchObject({ status: 405 });
    expect((await merge(number)).data.merged).toBe(true);
  });

  it('with `creation`, `deletion` and `non_fast_forward` refuses these over REST, with 422', async () => {
    rule(
      'floor',
      LOCK.filter(({ type }) => type !== 'update'),
    );
    const { rest } = acme.bot();
    const before = tip(COUNCIL);
    acme.acts.push({ repository: 'acme/gov', branch: COUNCIL, by: 'ann', files: { x: '1' } });
    const calls = [
      rest.git.createRef({ ...gov, ref: 'refs/heads/council/new', sha: before }),
      rest.git.deleteRef({ ...gov, ref: `heads/${COUNCIL}` }),
      rest.git.updateRef({ ...gov, ref: `heads/${COUNCIL}`, sha: before, force: true }),
    ];
    const refused = await Promise.all(calls.map(refusal));
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(refused.map(({ message }) => message.split('\n\n')[1])).toEqual([
      'Cannot create ref due to creations being restricted.',
      'Cannot delete this branch',
      'Cannot force-push to this branch',
    ]);
  });

  it('is bypassed as a whole: what another ruleset asks for stays asked', async () => {
    rule('lock', LOCK, [APP]);
    rule('floor', [reviews(1)]);
    const number = await open();
    const refused = await refusal(merge(number));
    expect(refused.message).toContain('At least 1 approving review is required by reviewers with write access.');
    await approve('ann', number);
    expect((await merge(number)).data.merged).toBe(true);
  });

  it('counts approvals of writers who are not the author, and waits for who requested changes', async () => {
    rule('floor', [reviews(1)]);
    acme.acts.setCollaborator('acme/gov', 'admin', 'mal', 'read');
    const number = await open();
    await approve('mal', number);
    expect(await refusal(merge(number))).toMatchObject({ status: 405 });
    await approve('ann', number);
    await acme.as('ben').rest.pulls.createReview({ ...gov, pull_number: number, event: 'REQUEST_CHANGES', body: 'no' });
    expect((await refusal(merge(number))).message).toContain('Changes requested');
  });

  it('waits for one owner of each path, by the CODEOWNERS of the base, though two others approved', async () => {
    const files = { '.github/CODEOWNERS': 'packets/ @ben\n' };
    acme.seed.commit({ repository: 'acme/gov', branch: COUNCIL, by: 'admin', files });
    rule('floor', [reviews(1, true)]);
    acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', onto: COUNCIL, files: { 'packets/p1/a': '1' } });
    const { data } = await acme.as('eve').rest.pulls.create({ ...gov, title: 't', head: 'p1', base: COUNCIL });
    await approve('ann', data.number);
    expect((await refusal(merge(data.number))).message).toContain('Waiting on code owner review');
    await approve('ben', data.number);
    expect((await merge(data.number)).data.merged).toBe(true);
  });

  it("takes a required check only from the App that it names, and only on the head's own sha", async () => {
    const check = { context: 'gate', integration_id: 77 };
    const parameters = { strict_required_status_checks_policy: false, required_status_checks: [check] };
    rule('floor', [{ type: 'required_status_checks', parameters }]);
    const number = await open();
    expect((await refusal(merge(number))).message).toContain('Required status check "gate" is expected.');
    const { rest } = acme.bot();
    const run = { ...gov, name: 'gate', head_sha: tip('p1') } as const;
    await rest.checks.create({ ...run, conclusion: 'failure' });
    expect((await refusal(merge(number))).message).toContain('is failing');
    expect((await rest.pulls.get({ ...gov, pull_number: number })).data.mergeable_state).toBe('blocked');
    await rest.checks.create({ ...run, conclusion: 'success' });
    expect((await merge(number)).data.merged).toBe(true);
  });

  it('with `pull_request` refuses a push, and dismisses stale approvals where it says so', async () => {
    const rules = reviews(1);
    if (rules.type === 'pull_request') rules.parameters.dismiss_stale_reviews_on_push = true;
    rule('floor', [rules]);
    const push = () => acme.acts.push({ repository: 'acme/gov', branch: COUNCIL, by: 'ann', files: { x: '1' } });
    expect(push).toThrow('Changes must be made through a pull request.');
    const number = await open();
    await approve('ann', number);
    acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', files: { more: '1' } });
    const { data } = await acme.bot().rest.pulls.listReviews({ ...gov, pull_number: number });
    expect(data.map(({ state }) => state)).toEqual(['DISMISSED']);
  });

  it('matches refs by fnmatch: `*` stops at a slash, `**/` is any depth', () => {
    rule('shallow', LOCK, [], ['refs/heads/council/*']);
    acme.seed.commit({ repository: 'acme/gov', branch: 'council/deep/er', by: 'admin', files: { a: '1' } });
    acme.acts.push({ repository: 'acme/gov', branch: 'council/deep/er', by: 'ann', files: { x: '1' } });
    rule('deep', LOCK);
    const push = (branch: string) => () =>
      acme.acts.push({ repository: 'acme/gov', branch, by: 'ann', files: { x: '2' } });
    expect(push('council/deep/er')).toThrow('protected');
    expect(push(COUNCIL)).toThrow('protected');
    expect(push('ledger')).not.toThrow();
  });

  it('is shown to readers by its rules, and its bypass list only to who could change it', async () => {
    const { id } = rule('lock', LOCK, [APP]);
    const seen = await acme.as('eve').rest.repos.getBranchRules({ ...gov, branch: COUNCIL });
    expect(seen.data.map(({ type }) => type)).toEqual(['update', 'creation', 'deletion', 'non_fast_forward']);
    const ask = (who: Pick<Acme['bot'] extends () => infer Bot ? Bot : never, 'rest'>) =>
      who.rest.repos.getRepoRuleset({ ...gov, ruleset_id: id });
    expect((await ask(acme.bot())).data.bypass_actors).toBeUndefined();
    const { data } = await acme.as('admin').rest.repos.getRepoRuleset({ ...gov, ruleset_id: id });
    expect(data.bypass_actors).toEqual([APP]);
  });

  it('is made by an administrator, as GitHub takes it', async () => {
    const wanted = {
      ...gov,
      name: 'floor',
      enforcement: 'active' as const,
      conditions: { ref_name: { include: ['refs/heads/ledger'], exclude: [] } },
      rules: [{ type: 'deletion' as const }, { type: 'non_fast_forward' as const }],
    };
    expect(await refusal(acme.as('ann').rest.repos.createRepoRuleset(wanted))).toMatchObject({ status: 403 });
    const made = await acme.as('admin').rest.repos.createRepoRuleset(wanted);
    expect(made.data.rules).toEqual(wanted.rules);
    const { data } = await acme.bot().rest.repos.getRepoRulesets(gov);
    expect(data.map(({ name }) => name)).toEqual(['floor']);
    const back = () =>
      acme.acts.move({ repository: 'acme/gov', branch: 'ledger', by: 'admin', to: tip('main'), force: true });
    expect(back).toThrow('Cannot force-push to this branch');
  });

  it('that is only evaluated refuses nothing and is not among the rules of a branch, but is listed', async () => {
    rule('lock', LOCK).enforcement = 'evaluate';
    const push = () => acme.acts.push({ repository: 'acme/gov', branch: COUNCIL, by: 'ann', files: { x: '1' } });
    expect(push).not.toThrow();
    expect((await acme.as('eve').rest.repos.getBranchRules({ ...gov, branch: COUNCIL })).data).toEqual([]);
    const { data } = await acme.as('eve').rest.repos.getRepoRulesets(gov);
    expect(data.map(({ name, enforcement }) => [name, enforcement])).toEqual([['lock', 'evaluate']]);
  });

  it('shows the rules that would apply to a branch that does not exist', async () => {
    rule('lock', LOCK);
    const { data } = await acme.as('eve').rest.repos.getBranchRules({ ...gov, branch: 'council/none-yet' });
    expect(data.map(({ type }) => type)).toContain('creation');
  });

  it('is changed and taken away by an administrator; what is not sent stays', async () => {
    const { id } = rule('lock', LOCK, [APP]);
    const { rest } = acme.as('admin');
    const at = { ...gov, ruleset_id: id };
    expect(await refusal(acme.as('ann').rest.repos.updateRepoRuleset(at))).toMatchObject({ status: 403 });
    const { data } = await rest.repos.updateRepoRuleset({ ...at, enforcement: 'disabled' });
    expect(data).toMatchObject({ name: 'lock', enforcement: 'disabled', rules: LOCK, bypass_actors: [APP] });
    await rest.repos.deleteRepoRuleset(at);
    expect(await refusal(rest.repos.getRepoRuleset(at))).toMatchObject({ status: 404 });
  });

  it('with `required_linear_history` takes no merge commit, by the button or by a push', async () => {
    rule('linear', [{ type: 'required_linear_history' }]);
    const number = await open();
    expect((await refusal(merge(number))).message).toContain('must not contain merge commits');
    const push = () =>
      acme.acts.push({ repository: 'acme/gov', branch: COUNCIL, by: 'ann', merging: 'p1', files: { x: '1' } });
    expect(push).toThrow('must not contain merge commits');
  });

  it('with `require_last_push_approval` wants an approval of somebody else than who pushed last', async () => {
    const rules = reviews(1);
    if (rules.type === 'pull_request') rules.parameters.require_last_push_approval = true;
    rule('floor', [rules]);
    const number = await open();
    await approve('ann', number);
    expect((await refusal(merge(number))).message).toContain('someone other than the last pusher');
    await approve('ben', number);
    expect((await merge(number)).data.merged).toBe(true);
  });

  it('shows its bypass list to an App only where `rulesetAnswers.bypassShownToApps` says so', async () => {
    rule('lock', LOCK, [APP]);
    const query = `{ repository(owner: "acme", name: "gov") { rulesets(first: 9) { nodes { bypassActors(first: 9) {
      nodes { bypassMode actor { ... on App { databaseId } } } } } } } }`;
    const ask = async () => JSON.stringify(await acme.bot().graphql(query));
    expect(await ask()).toContain('"bypassActors":null');
    acme.world.rulesetAnswers.bypassShownToApps = true;
    expect(await ask()).toContain('"bypassMode":"ALWAYS","actor":{"databaseId":77}');
  });
});

describe("a repository's merge settings", () => {
  it('refuse a method that they do not allow, with 405, whatever rulesets say', async () => {
    const number = await open();
    await acme.as('admin').rest.repos.update({ ...gov, allow_merge_commit: false });
    expect(await refusal(merge(number))).toMatchObject({
      status: 405,
      message: 'Merge commits are not allowed on this repository.',
    });
    const squashed = await acme.bot().rest.pulls.merge({ ...gov, pull_number: number, merge_method: 'squash' });
    expect(squashed.data.merged).toBe(true);
  });

  it('leave at least one method', async () => {
    const none = { allow_merge_commit: false, allow_squash_merge: false, allow_rebase_merge: false };
    expect(await refusal(acme.as('admin').rest.repos.update({ ...gov, ...none }))).toMatchObject({ status: 422 });
  });
});

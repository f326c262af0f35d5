import { describe, expect, it } from 'vitest';
import { Acme, GRANTED } from './organization.ts';

const COMMIT = `mutation Commit($i: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $i) {
  clientMutationId
  commit { oid message committedViaWeb author { name email user { login } } committer { email } parents(first: 2) { nodes { oid } }
    signature { __typename isValid state wasSignedByGitHub } }
  ref { name target { oid } } } }`;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const branch = { repositoryNameWithOwner: 'acme/gov', branchName: 'main' };
const input = (expectedHeadOid: string | undefined, more: object = {}) => ({
  i: {
    branch,
    expectedHeadOid,
    message: { headline: 'entry 1: held', body: 'approval-missing' },
    fileChanges: { additions: [{ path: 'entries/0000/00000001.json', contents: base64('{}') }] },
    ...more,
  },
});
const text = (acme: Acme, path: string) =>
  acme.governance(`object(expression: "main:${path}") { ... on Blob { text } }`).then(({ object }) => object);

describe('createCommitOnBranch', () => {
  it('puts one commit on exactly the expected head, made and signed by GitHub, in the name of the App', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const { data, errors } = await acme.ask(COMMIT, input(before, { clientMutationId: 'm1' }));
    expect(errors).toBeUndefined();
    const tip = acme.gov.git.branch('main');
    expect(data?.createCommitOnBranch).toEqual({
      clientMutationId: 'm1',
      commit: {
        oid: tip,
        message: 'entry 1: held\n\napproval-missing',
        committedViaWeb: true,
        author: { name: 'gate[bot]', email: '1000+gate[bot]@users.noreply.github.com', user: { login: 'gate[bot]' } },
        committer: { email: 'noreply@github.com' },
        parents: { nodes: [{ oid: before }] },
        signature: { __typename: 'GpgSignature', isValid: true, state: 'VALID', wasSignedByGitHub: true },
      },
      ref: { name: 'main', target: { oid: tip } },
    });
    expect(await text(acme, 'entries/0000/00000001.json')).toEqual({ text: '{}' });
    expect(await text(acme, 'README.md')).toEqual({ text: 'the governance of acme\n' });
    expect(acme.gov.activity.at(-1)).toMatchObject({ type: 'push', before, after: tip, actor: acme.id('bot') });
  });

  it('is refused with STALE_DATA when the branch is elsewhere, and changes nothing', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const tip = acme.push('ann', 'main', { other: 'x' });
    const { data, errors } = await acme.ask(COMMIT, input(before));
    expect(data).toEqual({ createCommitOnBranch: null });
    expect(errors).toEqual([
      {
        type: 'STALE_DATA',
        path: ['createCommitOnBranch'],
        locations: [{ line: 1, column: expect.any(Number) }],
        message: `Expected branch to point to "${before}" but it did not.  Pull and try again.`,
      },
    ]);
    expect(acme.gov.git.branch('main')).toBe(tip);
  });

  it('lets one of two writers through that saw the same head', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const both = await Promise.all([acme.ask(COMMIT, input(before)), acme.ask(COMMIT, input(before))]);
    expect(both.map(({ errors }) => errors?.[0]?.type)).toEqual([undefined, 'STALE_DATA']);
  });

  it('takes no branch that does not exist, nor a repository that cannot be seen', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const to = (target: object) => acme.ask(COMMIT, input(before, { branch: target })).then(({ errors }) => errors);
    expect(await to({ ...branch, branchName: 'ledger' })).toMatchObject([
      { type: 'NOT_FOUND', message: 'Branch not found' },
    ]);
    expect(await to({ ...branch, repositoryNameWithOwner: 'acme/other' })).toMatchObject([{ type: 'NOT_FOUND' }]);
    expect(await to({})).toMatchObject([{ type: 'UNPROCESSABLE' }]);
  });

  it('takes the branch by its node id too', async () => {
    const acme = new Acme();
    const { ref } = await acme.governance('ref(qualifiedName: "main") { id target { oid } }');
    const { id, target } = ref as { id: string; target: { oid: string } };
    expect((await acme.ask(COMMIT, input(target.oid, { branch: { id } }))).errors).toBeUndefined();
  });

  it('removes and replaces files, and keeps the mode of those that were there', async () => {
    const acme = new Acme();
    const before = acme.push('ann', 'main', { gone: 'x', run: { mode: '100755', content: 'old' } });
    const fileChanges = { additions: [{ path: 'run', contents: base64('new') }], deletions: [{ path: 'gone' }] };
    expect((await acme.ask(COMMIT, input(before, { fileChanges }))).errors).toBeUndefined();
    const { object } = await acme.governance(
      'object(expression: "main:") { ... on Tree { entries { name mode object { ... on Blob { text } } } } }',
    );
    expect(object).toMatchObject({
      entries: [{ name: 'README.md' }, { name: 'run', mode: 0o100755, object: { text: 'new' } }],
    });
  });

  it('removes no file that is not there, and writes none that git could not hold', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const refused = async (fileChanges: object) => (await acme.ask(COMMIT, input(before, { fileChanges }))).errors?.[0];
    expect(await refused({ deletions: [{ path: 'none' }] })).toMatchObject({
      message: `A path was requested for deletion which does not exist as of commit oid \`${before}\``,
    });
    for (const path of ['', '/etc', 'a//b', '../up', 'a/.git/config', 'a/./b']) {
      expect(await refused({ additions: [{ path, contents: '' }] }), path).toMatchObject({ type: 'UNPROCESSABLE' });
    }
    expect(await refused({ additions: [{ path: 'a', contents: 'not base64!' }] })).toMatchObject({
      type: 'UNPROCESSABLE',
    });
    expect(acme.gov.git.branch('main')).toBe(before);
  });

  it('needs `contents: write` of an App and write access of a person', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const reader = acme.bot({ ...GRANTED, contents: 'read' });
    expect((await acme.ask(COMMIT, input(before), reader)).errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
    ]);
    expect((await acme.ask(COMMIT, input(before), acme.person('eve'))).errors).toMatchObject([{ type: 'FORBIDDEN' }]);
    expect((await acme.ask(COMMIT, input(before), acme.person('outsider'))).errors).toMatchObject([
      { type: 'NOT_FOUND' },
    ]);
    expect(acme.gov.git.branch('main')).toBe(before);
  });

  it('needs `workflows: write` for what a runner would execute', async () => {
    const acme = new Acme();
    const fileChanges = { additions: [{ path: '.github/workflows/ci.yml', contents: base64('on: push\n') }] };
    const { errors } = await acme.ask(COMMIT, input(acme.gov.git.branch('main'), { fileChanges }));
    expect(errors).toMatchObject([
      { type: 'FORBIDDEN', message: expect.stringContaining('without `workflows` permission') },
    ]);
  });

  it('obeys the rulesets, which an App passes only where it is named', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    const rules = [{ type: 'update' as const }];
    const lock = acme.seed.ruleset({ repository: 'acme/gov', name: 'lock', include: ['refs/heads/main'], rules });
    expect((await acme.ask(COMMIT, input(before))).errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'Repository rule violations found\n\nCannot update this protected ref.\n\n' },
    ]);
    expect(acme.gov.git.branch('main')).toBe(before);
    lock.bypass.push({ actor_id: acme.id('app'), actor_type: 'Integration', bypass_mode: 'always' });
    expect((await acme.ask(COMMIT, input(before))).errors).toBeUndefined();
  });
});

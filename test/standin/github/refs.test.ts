import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const tip = (branch: string) => acme.world.repositories.get(9001)?.git.branch(branch) ?? '';

describe('git refs over REST', () => {
  it('makes a ref once: 422 "Reference already exists" the second time', async () => {
    const { rest } = acme.bot();
    const made = await rest.git.createRef({ ...gov, ref: 'refs/heads/ledger', sha: tip('main') });
    expect(made.data.object.sha).toBe(tip('main'));
    const again = rest.git.createRef({ ...gov, ref: 'refs/heads/ledger', sha: tip('main') });
    expect(await refusal(again)).toMatchObject({ status: 422, message: 'Reference already exists' });
  });

  it('moves a ref only forward: 422 "Update is not a fast forward" otherwise, unless forced', async () => {
    const before = tip('main');
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { a: '1' } });
    const { rest } = acme.bot();
    const back = { ...gov, ref: 'heads/main', sha: before };
    expect(await refusal(rest.git.updateRef(back))).toMatchObject({
      status: 422,
      message: 'Update is not a fast forward',
    });
    expect((await rest.git.updateRef({ ...back, force: true })).data.object.sha).toBe(before);
  });

  it('does not see that a ref was moved back and forth between reading and writing', async () => {
    const read = tip('main');
    const { rest } = acme.bot();
    const tree = (await rest.git.getCommit({ ...gov, commit_sha: read })).data.tree.sha;
    const next = await rest.git.createCommit({ ...gov, message: 'next', tree, parents: [read] });
    const ahead = acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { a: '1' } });
    acme.acts.move({ repository: 'acme/gov', branch: 'main', by: 'ann', to: read, force: true });
    expect(ahead).not.toBe(read);
    const moved = await rest.git.updateRef({ ...gov, ref: 'heads/main', sha: next.data.sha });
    expect(moved.data.object.sha).toBe(next.data.sha);
  });

  it('refuses a ref to an object that is not there, a second default branch gone, and a missing ref', async () => {
    const { rest } = acme.bot();
    const nowhere = { ...gov, ref: 'refs/heads/x', sha: 'f'.repeat(40) };
    expect(await refusal(rest.git.createRef(nowhere))).toMatchObject({ status: 422, message: 'Object does not exist' });
    expect(await refusal(rest.git.deleteRef({ ...gov, ref: 'heads/main' }))).toMatchObject({ status: 422 });
    expect(await refusal(rest.git.updateRef({ ...gov, ref: 'heads/x', sha: tip('main') }))).toMatchObject({
      status: 422,
      message: 'Reference does not exist',
    });
  });

  it('lets an App begin a branch where another stands, and bring no workflow that stands on none', async () => {
    const workflow = (text: string) => ({ '.github/workflows/seal.yml': text });
    acme.acts.push({ repository: 'acme/gov', branch: 'council/a', by: 'ann', files: { a: '1' } });
    acme.acts.push({ repository: 'acme/gov', branch: 'council/b', by: 'ann', files: workflow('on: push') });
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: workflow('on: workflow_dispatch') });
    const { rest } = acme.bot();
    const begin = (name: string, sha: string) => rest.git.createRef({ ...gov, ref: `refs/heads/${name}`, sha });
    // One lacks the workflow of main, the other has an earlier one.
    for (const branch of ['council/a', 'council/b']) await begin(`from/${branch}`, tip(branch));
    const tree = await rest.git.createTree({
      ...gov,
      tree: [{ path: '.github/workflows/seal.yml', mode: '100644', type: 'blob', content: 'on: schedule' }],
    });
    const own = await rest.git.createCommit({ ...gov, message: 'm', tree: tree.data.sha, parents: [tip('main')] });
    const refused = await refusal(begin('from/nowhere', own.data.sha));
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.message).toContain('without `workflows` permission');
  });

  it('lists refs that begin alike, and gives one of them', async () => {
    acme.acts.push({ repository: 'acme/gov', branch: 'council/a', by: 'ann', files: { a: '1' } });
    const { rest } = acme.bot();
    const { data } = await rest.git.listMatchingRefs({ ...gov, ref: 'heads/council' });
    expect(data.map(({ ref }) => ref)).toEqual(['refs/heads/council/a']);
    expect((await rest.git.getRef({ ...gov, ref: 'heads/council/a' })).data.object.sha).toBe(tip('council/a'));
    expect((await rest.repos.getBranch({ ...gov, branch: 'council/a' })).data.commit.sha).toBe(tip('council/a'));
    expect((await rest.repos.listBranches(gov)).data.map(({ name }) => name)).toEqual(['council/a', 'main']);
  });
});

describe('git objects over REST', () => {
  it('builds blob, tree and commit that a branch can then point to', async () => {
    const { rest } = acme.bot();
    const blob = await rest.git.createBlob({ ...gov, content: 'aGk=', encoding: 'base64' });
    const entry = { path: 'dir/hi.txt', mode: '100644', type: 'blob', sha: blob.data.sha } as const;
    const tree = await rest.git.createTree({ ...gov, tree: [entry], base_tree: tip('main') });
    const commit = await rest.git.createCommit({ ...gov, message: 'hi', tree: tree.data.sha, parents: [tip('main')] });
    await rest.git.updateRef({ ...gov, ref: 'heads/main', sha: commit.data.sha });
    const file = await rest.repos.getContent({ ...gov, path: 'dir/hi.txt' });
    expect(file.data).toMatchObject({ type: 'file', content: 'aGk=\n', size: 2, sha: blob.data.sha });
    expect((await rest.repos.getContent({ ...gov, path: 'dir' })).data).toMatchObject([{ path: 'dir/hi.txt' }]);
    expect((await rest.git.getBlob({ ...gov, file_sha: blob.data.sha })).data.content).toBe('aGk=\n');
  });

  it('says that a commit of an App without a custom author is verified, and any other is not', async () => {
    const { rest } = acme.bot();
    const tree = (await rest.git.getCommit({ ...gov, commit_sha: tip('main') })).data.tree.sha;
    const own = await rest.git.createCommit({ ...gov, message: 'a', tree });
    const author = { name: 'ann', email: 'ann@acme.test' };
    const other = await rest.git.createCommit({ ...gov, message: 'b', tree, author });
    expect([own.data.verification.verified, other.data.verification.verified]).toEqual([true, false]);
  });

  it('leaves everything else out of a tree without `base_tree`, and takes away what has `sha: null`', async () => {
    const { rest } = acme.bot();
    const entry = { path: 'a', mode: '100644', type: 'blob', content: '1' } as const;
    const alone = await rest.git.createTree({ ...gov, tree: [entry] });
    expect(alone.data.tree.map(({ path }) => path)).toEqual(['a']);
    const gone = { path: 'README.md', mode: '100644', type: 'blob', sha: null } as const;
    const less = await rest.git.createTree({ ...gov, tree: [gone], base_tree: tip('main') });
    expect(less.data.tree.map(({ path }) => path)).toEqual(['.github']);
    const missing = { ...gone, path: 'nothing' };
    expect(await refusal(rest.git.createTree({ ...gov, tree: [missing], base_tree: tip('main') }))).toMatchObject({
      status: 422,
    });
  });

  it('refuses paths that no checkout could hold', async () => {
    const { rest } = acme.bot();
    for (const path of ['../x', '.git/config', 'a//b', '/a', 'a/.GIT/x']) {
      const entry = { path, mode: '100644', type: 'blob', content: '1' } as const;
      expect(await refusal(rest.git.createTree({ ...gov, tree: [entry] }))).toMatchObject({
        status: 422,
        message: 'tree.path contains a malformed path component',
      });
    }
  });

  it('lists a tree with folders and what is in them, for any value of `recursive`, and says when it is cut off', async () => {
    const { rest } = acme.bot();
    const { data } = await rest.git.getTree({ ...gov, tree_sha: 'main', recursive: '0' });
    expect(data.tree.map(({ path, type }) => [path, type])).toEqual([
      ['.github', 'tree'],
      ['.github/CODEOWNERS', 'blob'],
      ['README.md', 'blob'],
    ]);
    acme.world.repositories.get(9001)?.truncatedTrees.add(data.sha);
    const cut = await rest.git.getTree({ ...gov, tree_sha: data.sha, recursive: '1' });
    expect(cut.data).toMatchObject({ truncated: true, tree: [{ path: '.github' }, { path: '.github/CODEOWNERS' }] });
  });

  it('gives a file over 1 MB without content, a link by its target, and either raw when asked', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1);
    const link = { mode: '120000', content: '../README.md' } as const;
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { large, 'packets/link': link } });
    const { rest } = acme.bot();
    const get = async (path: string, format?: string) =>
      (await rest.repos.getContent({ ...gov, path, ...(format && { mediaType: { format } }) })).data;
    expect(await get('large')).toMatchObject({ content: '', encoding: 'none', size: large.length });
    expect(await get('large', 'raw')).toBe(large);
    expect(await get('packets/link')).toMatchObject({ type: 'symlink', target: '../README.md' });
    const { data } = await rest.git.getTree({ ...gov, tree_sha: 'main', recursive: '1' });
    expect(data.tree.find(({ path }) => path === 'packets/link')?.mode).toBe('120000');
  });

  it('compares two commits over their common ancestor', async () => {
    const head = acme.acts.push({ repository: 'acme/gov', branch: 'topic', by: 'ann', files: { a: '1\n2\n' } });
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { b: '1\n' } });
    const { rest } = acme.bot();
    const { data } = await rest.repos.compareCommitsWithBasehead({ ...gov, basehead: 'main...topic' });
    expect(data).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1, commits: [{ sha: head }] });
    expect(data.files).toMatchObject([{ filename: 'a', status: 'added', additions: 2, deletions: 0 }]);
    const one = await rest.repos.getCommit({ ...gov, ref: head });
    expect(one.data).toMatchObject({ author: { login: 'ann' }, stats: { total: 2 } });
    expect((await rest.repos.listCommits({ ...gov, sha: 'topic' })).data.map(({ sha }) => sha)[0]).toBe(head);
  });
});

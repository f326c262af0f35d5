import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeownersAt } from '../../../src/standin/github/codeowners.ts';
import { type Acme, gov, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const write = (text: string, path = '.github/CODEOWNERS') =>
  acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { [path]: text } });
const errors = async (ref = 'main') => (await acme.bot().rest.repos.codeownersErrors({ ...gov, ref })).data.errors;
function owners(text: string, path: string): string[] {
  const { world } = acme;
  const repository = world.repositories.get(9001);
  if (repository === undefined) throw new Error('no repository');
  const codeowners = codeownersAt(world, repository, write(text));
  return codeowners?.ownersOf(path).map(({ kind, id }) => `${kind} ${id}`) ?? [];
}

describe('CODEOWNERS', () => {
  it('tells of owners that are unknown, owners that are none, and patterns that do not work', async () => {
    write('* @ann\n/a @nobody\n/b ann\n/c[1] @ann\n/d @acme/owners @mal # who?\n');
    expect((await errors()).map(({ line, column, kind }) => [line, column, kind])).toEqual([
      [2, 4, 'Unknown owner'],
      [3, 4, 'Invalid owner'],
      [4, 1, 'Invalid pattern'],
      [5, 17, 'Unknown owner'],
    ]);
    expect((await errors())[0]?.message).toContain('make sure @nobody exists and has write access to the repository');
  });

  it('takes a team as owner only when it is visible and has write itself', async () => {
    acme.seed.team({ organization: 'acme', slug: 'hidden', privacy: 'secret', members: ['ann'] });
    acme.seed.team({ organization: 'acme', slug: 'weak', members: ['ann', 'ben'] });
    write('/a @acme/owners\n/b @acme/hidden\n/c @acme/weak\n');
    expect((await errors()).map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'Unknown owner'],
      [3, 'Unknown owner'],
    ]);
  });

  it('is 404 where there is no file, at any ref that is asked for', async () => {
    const before = await errors();
    acme.acts.push({ repository: 'acme/gov', branch: 'bare', by: 'ann', remove: ['.github/CODEOWNERS'] });
    expect(before).toEqual([]);
    expect(await refusal(errors('bare'))).toMatchObject({ status: 404 });
  });

  it('lets the last matching line win as a whole, and a line without owners take them away', () => {
    expect(owners('* @ann\n/packets/ @ben\n', 'packets/x')).toEqual(['user 12']);
    expect(owners('/packets/ @ben\n/packets/open\n', 'packets/open/x')).toEqual([]);
    expect(owners('* @ann\n/packets/ @acme/owners\n', 'packets/a/b')).toEqual(['team 501']);
  });

  it('skips a line that is not valid, which leaves its paths to an earlier one', () => {
    expect(owners('* @ann\n/packets/ nobody\n', 'packets/x')).toEqual(['user 11']);
  });

  it.each([
    ['*', ['a', 'a/b'], []],
    ['*.js', ['a.js', 'b/c.js'], ['a.jsx']],
    ['docs/*', ['docs/a'], ['docs/a/b', 'x/docs/a']],
    ['/docs/', ['docs/a', 'docs/a/b'], ['docs', 'x/docs/a']],
    ['apps/', ['apps/a', 'x/apps/y/z'], ['apps', 'x/apps']],
    ['/*', ['a'], ['a/b']],
    ['foo', ['foo', 'foo/a', 'x/foo/y'], ['food']],
    ['foo/bar', ['foo/bar', 'foo/bar/baz'], ['x/foo/bar']],
    ['**/logs', ['logs/a', 'x/logs/a'], ['xlogs']],
    ['foo/**', ['foo/a/b'], ['foo']],
    ['foo/**/bar', ['foo/bar', 'foo/x/y/bar'], ['foo/xbar']],
    ['f?o', ['foo', 'fao/x'], ['fo', 'f/o']],
  ])('matches `%s` as GitHub does', (pattern, yes, no) => {
    const matches = (path: string) => owners(`${pattern} @ann\n`, path).length > 0;
    expect(yes.map(matches)).toEqual(yes.map(() => true));
    expect(no.map(matches)).toEqual(no.map(() => false));
  });

  it('is read in `.github/` first, then in the root, then in `docs/`', async () => {
    write('* @nobody\n', 'CODEOWNERS');
    expect(await errors()).toEqual([]);
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', remove: ['.github/CODEOWNERS'] });
    expect((await errors()).map(({ path }) => path)).toEqual(['CODEOWNERS']);
  });
});

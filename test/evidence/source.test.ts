import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citation } from '../../src/evidence/citation.ts';
import { type Source, sourceOf } from '../../src/evidence/source.ts';
import { citationOf } from './proving.ts';

const github = { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' };
const enterprise = { apiUrl: 'https://ghe.acme.example/api/v3', webUrl: 'https://ghe.acme.example' };
const API = 'https://api.github.com/repos/acme/rebuilder';
const SUM = `sha256:${'a'.repeat(64)}`;
const GIT = 'git+https://github.com/acme/evidence.git@refs/heads/main#rebuilds/2026.47.json';

const sourceIn = (uri: string, where = github) => sourceOf(uri, where);
const refusalOf = (uri: string, where = github) => {
  const source = sourceOf(uri, where);
  return 'refused' in source ? source.refused.code : source.from;
};

describe('an address leads', () => {
  it.each<readonly [string, Source]>([
    [
      'https://evidence.acme.example/rebuilds/2026.47/comparison.json',
      { from: 'file', url: 'https://evidence.acme.example/rebuilds/2026.47/comparison.json' },
    ],
    [
      'https://evidence.acme.example/file?version=3&x=%20',
      { from: 'file', url: 'https://evidence.acme.example/file?version=3&x=%20' },
    ],
    [GIT, { from: 'git', owner: 'acme', name: 'evidence', ref: 'refs/heads/main', path: 'rebuilds/2026.47.json' }],
    [
      `git+https://github.com/acme/evidence.git@${'b'.repeat(40)}#a`,
      { from: 'git', owner: 'acme', name: 'evidence', ref: 'b'.repeat(40), path: 'a' },
    ],
    [
      `${API}/attestations/${SUM}`,
      { from: 'attestations', owner: 'acme', name: 'rebuilder', digest: `sha256:${'a'.repeat(64)}` },
    ],
    [`${API}/check-runs/41`, { from: 'check-run', owner: 'acme', name: 'rebuilder', id: 41 }],
    [`${API}/actions/runs/51`, { from: 'workflow-run', owner: 'acme', name: 'rebuilder', id: 51 }],
  ])('%s', (uri, source) => {
    expect(sourceIn(uri)).toEqual(source);
    expect(citation.safeParse({ ...citationOf('docs'), uri }).success).toBe(true);
  });

  it('to a GitHub server by its own addresses, and no further', () => {
    const api = 'https://ghe.acme.example/api/v3/repos/acme/rebuilder';
    expect(refusalOf(`${api}/check-runs/41`, enterprise)).toBe('check-run');
    expect(refusalOf(GIT.replace('github.com', 'ghe.acme.example'), enterprise)).toBe('git');
    expect(refusalOf(GIT, enterprise)).toBe('attestation-invalid');
    expect(refusalOf(`${API}/check-runs/41`, enterprise)).toBe('file');
    expect(refusalOf('https://ghe.acme.example/acme/x', enterprise)).toBe('file');
  });

  it.each([
    ['nowhere', ''],
    ['to a relative path', 'evidence.json'],
    ['without encryption', 'http://evidence.acme.example/x'],
    ['to a file of this machine', 'file:///etc/passwd'],
    ['to data that it brings itself', 'data:application/json,{}'],
    ['with credentials', 'https://user:secret@evidence.acme.example/x'],
    ['with a host in capitals', 'https://Evidence.acme.example/x'],
    ['with the port that it has anyway', 'https://evidence.acme.example:443/x'],
    ['with a fragment, which nobody is asked for', 'https://evidence.acme.example/x#y'],
    ['up again', 'https://evidence.acme.example/a/../b'],
    ['up again, in code', 'https://evidence.acme.example/a/%2e%2e/b'],
    ['by a backslash', 'https://evidence.acme.example\\@evil.example/x'],
    ['with white space', 'https://evidence.acme.example/a b'],
    ['over two lines', 'https://evidence.acme.example/a\nb'],
    ['with characters that look alike', 'https://evidence.\u0430cme.example/x'],
    ['to a host of numbers in another spelling', 'https://0x7f.1/x'],
    ['to no host', 'https:///x'],
    ['to a host alone', 'https://evidence.acme.example'],
    ['too far', `https://evidence.acme.example/${'a'.repeat(2000)}`],
    ['to something else of the API', `${API}/issues/1`],
    ['to the whole API', 'https://api.github.com/'],
    ['to a list of the API', `${API}/attestations/${SUM}?predicate_type=x`],
    ['to an attestation of another algorithm', `${API}/attestations/sha1:${'a'.repeat(40)}`],
    ['to an attestation in capitals', `${API}/attestations/sha256:${'A'.repeat(64)}`],
    ['to a run 0', `${API}/check-runs/0`],
    ['to a run with a zero before it', `${API}/check-runs/041`],
    ['to a run beyond all numbers', `${API}/actions/runs/9999999999999999`],
    ['to jobs of a run', `${API}/actions/runs/51/jobs`],
    ['to a repository of no name', 'https://api.github.com/repos/acme/../check-runs/1'],
    ['to git elsewhere', GIT.replace('github.com', 'git.evil.example')],
    ['to git at a short ref', GIT.replace('refs/heads/main', 'main')],
    ['to git at a short commit', GIT.replace('refs/heads/main', 'abc1234')],
    ['to git at a ref that goes up', GIT.replace('refs/heads/main', 'refs/heads/../main')],
    ['to git at a locked ref', GIT.replace('refs/heads/main', 'refs/heads/main.lock')],
    ['to git without a path', GIT.slice(0, GIT.indexOf('#'))],
    ['to git above its root', GIT.replace('rebuilds/', '../')],
    ['to git from its root', GIT.replace('rebuilds/', '/rebuilds/')],
    ['to git without `.git`', GIT.replace('.git@', '@')],
    ['to git over ssh', GIT.replace('https', 'ssh')],
    ['to git with credentials', GIT.replace('github.com', 'token@github.com')],
  ])('nobody %s', (_, uri) => {
    expect(refusalOf(uri)).toBe('attestation-invalid');
  });
});

const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const segment = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);

describe('every address', () => {
  it('made of good parts leads to exactly these', () => {
    fc.assert(
      fc.property(
        label,
        segment,
        fc.array(segment, { minLength: 1, maxLength: 4 }),
        segment,
        (owner, name, path, branch) => {
          const uri = `git+https://github.com/${owner}/${name}.git@refs/heads/${branch}#${path.join('/')}`;
          expect(sourceIn(uri)).toEqual({
            from: 'git',
            owner,
            name,
            ref: `refs/heads/${branch}`,
            path: path.join('/'),
          });
        },
      ),
    );
  });

  it('that is taken is asked for as it is written, from the host that it names', () => {
    const texts = fc.oneof(
      fc.webUrl({ validSchemes: ['https'], withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }).map((text) => `https://evidence.acme.example/${text}`),
      fc.string({ unit: 'binary' }).map((text) => `https://${text}/x`),
      fc.string({ unit: 'binary' }).map((text) => `git+https://github.com/${text}`),
    );
    fc.assert(
      fc.property(texts, (uri) => {
        const source = sourceIn(uri);
        if ('refused' in source) return source.refused.seen.length <= 300;
        if (source.from !== 'file') return true;
        const url = new URL(source.url);
        return url.href === uri && uri.startsWith(`https://${url.host}/`) && url.username === '' && url.hash === '';
      }),
      { numRuns: 2000 },
    );
  });

  it('is taken in a packet if and only if it leads somewhere, but for what only GitHub can tell', () => {
    const pieces = fc.constantFrom(
      'https://',
      'git+',
      'a.example',
      '/',
      '..',
      '#',
      '@',
      '.git',
      'refs/heads/x',
      ':443',
      'A',
      '%',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
        const uri = parts.join('');
        const taken = citation.safeParse({ ...citationOf('docs'), uri }).success;
        const source = sourceOf(uri, { apiUrl: 'https://api.a.example', webUrl: 'https://a.example' });
        return taken === !('refused' in source);
      }),
      { numRuns: 2000 },
    );
  });
});

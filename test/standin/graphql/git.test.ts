import { describe, expect, it } from 'vitest';
import { Acme } from './organization.ts';

const blob = '... on Blob { byteSize isBinary isTruncated text }';

describe('git objects', () => {
  it('are named by oid, by revision, or by revision and path', async () => {
    const acme = new Acme();
    const tip = acme.push('ann', 'main', { 'policies/people.yaml': 'people: {}\n' });
    const asked = await acme.governance(`
      byOid: object(oid: "${tip}") { __typename oid }
      head: object(expression: "HEAD") { oid }
      branch: object(expression: "main") { oid }
      folder: object(expression: "${tip}:policies") { __typename ... on Tree { entries { name path mode type size object { ${blob} } } } }
      file: object(expression: "${tip}:policies/people.yaml") { ${blob} }
      none: object(expression: "${tip}:policies/none.yaml") { oid }
      unknown: object(expression: "nowhere:policies") { oid }
    `);
    const file = { byteSize: 11, isBinary: false, isTruncated: false, text: 'people: {}\n' };
    expect(asked).toEqual({
      byOid: { __typename: 'Commit', oid: tip },
      head: { oid: tip },
      branch: { oid: tip },
      folder: {
        __typename: 'Tree',
        entries: [
          { name: 'people.yaml', path: 'policies/people.yaml', mode: 0o100644, type: 'blob', size: 11, object: file },
        ],
      },
      file,
      none: null,
      unknown: null,
    });
  });

  it('an expression with a branch follows the branch, one with an oid does not', async () => {
    const acme = new Acme();
    const before = acme.push('ann', 'main', { file: 'old' });
    acme.push('ann', 'main', { file: 'new' });
    expect(
      await acme.governance(
        `now: object(expression: "main:file") { ${blob} } pinned: object(expression: "${before}:file") { ${blob} }`,
      ),
    ).toMatchObject({ now: { text: 'new' }, pinned: { text: 'old' } });
  });

  it('the text of a blob is cut off at 512,000 bytes, and null where it is binary', async () => {
    const acme = new Acme();
    acme.push('ann', 'main', { large: 'x'.repeat(512_001), full: 'x'.repeat(512_000), binary: Buffer.from([1, 0, 2]) });
    const { large, full, binary } = await acme.governance(`
      large: object(expression: "main:large") { ${blob} }
      full: object(expression: "main:full") { ${blob} }
      binary: object(expression: "main:binary") { ${blob} }
    `);
    expect(large).toMatchObject({ isTruncated: true, byteSize: 512_001, text: 'x'.repeat(512_000) });
    expect(full).toMatchObject({ isTruncated: false });
    expect(binary).toEqual({ byteSize: 3, isBinary: true, isTruncated: false, text: null });
  });

  it('links and submodules show by their mode', async () => {
    const acme = new Acme();
    const oid = 'b'.repeat(40);
    acme.push('ann', 'main', {
      link: { mode: '120000', content: '/etc/passwd' },
      run: { mode: '100755', content: '#!/bin/sh\n' },
      module: { mode: '160000', oid },
    });
    const { object } = await acme.governance(
      'object(expression: "main:") { ... on Tree { entries { name mode type oid object { __typename } } } }',
    );
    expect(object).toMatchObject({
      entries: [
        { name: 'README.md' },
        { name: 'link', mode: 0o120000, type: 'blob', object: { __typename: 'Blob' } },
        { name: 'module', mode: 0o160000, type: 'commit', oid, object: null },
        { name: 'run', mode: 0o100755, type: 'blob' },
      ],
    });
  });
});

describe('a commit', () => {
  it('credits the accounts that the addresses belong to, and nobody for a strange one', async () => {
    const acme = new Acme();
    acme.push(
      'ann',
      'main',
      { file: '1' },
      'Change it\n\nCo-authored-by: Ben <ben@acme.test>\nCo-authored-by: X <x@y.test>',
    );
    const who = '{ name email user { login databaseId } }';
    const { object } = await acme.governance(`object(expression: "main") { ... on Commit {
      messageHeadline messageBody authoredDate committedDate author ${who} committer ${who}
      authors(first: 10) { totalCount nodes ${who} } parents(first: 5) { nodes { oid } }
    } }`);
    const ann = { name: 'ann', email: 'ann@acme.test', user: { login: 'ann', databaseId: 11 } };
    expect(object).toMatchObject({
      messageHeadline: 'Change it',
      authoredDate: '2026-11-22T09:00:02Z',
      author: ann,
      committer: ann,
      authors: {
        totalCount: 3,
        nodes: [ann, { email: 'ben@acme.test', user: { login: 'ben' } }, { email: 'x@y.test', user: null }],
      },
      parents: { nodes: [{ oid: expect.any(String) }] },
    });
  });

  it('of a bot is credited to a user with `[bot]` in the login, though as an actor a bot has none', async () => {
    const acme = new Acme();
    acme.push('bot', 'main', { file: '1' });
    const { object } = await acme.governance(
      'object(expression: "main") { ... on Commit { author { user { __typename id login } } } }',
    );
    expect(object).toEqual({
      author: { user: { __typename: 'User', id: expect.stringMatching(/^BOT_/), login: 'gate[bot]' } },
    });
    expect((await acme.ask('{ viewer { login } }')).data).toEqual({ viewer: { login: 'gate[bot]' } });
  });

  it('gives a file by its path, and null where there is none', async () => {
    const acme = new Acme();
    acme.push('ann', 'main', { 'packets/p1/packet.yaml': 'id: p1\n' });
    expect(
      await acme.governance(`ref(qualifiedName: "refs/heads/main") { name prefix target { ... on Commit {
        file(path: "packets/p1/packet.yaml") { type mode path size object { ${blob} } }
        folder: file(path: "packets") { type object { ... on Tree { entries { name path } } } }
        none: file(path: "packets/p2") { oid }
      } } }`),
    ).toMatchObject({
      ref: {
        name: 'main',
        prefix: 'refs/heads/',
        target: {
          file: { type: 'blob', mode: 0o100644, path: 'packets/p1/packet.yaml', size: 7, object: { text: 'id: p1\n' } },
          folder: { type: 'tree', object: { entries: [{ name: 'p1', path: 'packets/p1' }] } },
          none: null,
        },
      },
    });
  });

  it('of a person is unsigned: `signature` is null and it was not made through the web', async () => {
    expect(
      await new Acme().governance(
        'object(expression: "main") { ... on Commit { committedViaWeb signature { isValid } } }',
      ),
    ).toEqual({ object: { committedViaWeb: false, signature: null } });
  });
});

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, type GitHub } from '../../../src/github/client.ts';
import { attestationsOf } from '../../../src/observe/evidence/attestations.ts';
import { EvidenceReader } from '../../../src/observe/evidence/reader.ts';
import { NO_EVIDENCE } from '../../../src/policy/evidence-policy.ts';
import { type FileHost, startFileHost } from '../../../src/standin/files/host.ts';
import { type Acme, startAcme } from '../../standin/github/acme.ts';

const API = 'https://api.github.com/repos/acme/gov';
const GIT = 'git+https://github.com/acme/gov.git@';
const HOST = 'evidence.acme.example';
const STORE = 'artifacts.github.example';
const SUM = `sha256:${'ab'.repeat(32)}` as const;
const ATTESTATIONS = `${API}/attestations/${SUM}`;
const NOTHING = { hosts: [], signers: [], check_runs: [], workflow_runs: [], demands: undefined };
const POLICY = { kinds: { vsa: { ...NOTHING, hosts: [HOST] }, docs: { ...NOTHING, hosts: [HOST] } } };

let acme: Acme;
let host: FileHost;
beforeEach(async () => {
  const read = { metadata: 'read', contents: 'read', attestations: 'read', checks: 'read', actions: 'read' } as const;
  acme = await startAcme({ permissions: read });
  acme.world.attestationAnswers.store = `https://${STORE}`;
  host = await startFileHost();
});
afterEach(async () => {
  await host.close();
  await acme.close();
});

const inAcme = (): GitHub => acme.bot();

function reader(github: (repository: string) => Promise<GitHub> = async () => inAcme()) {
  const reroute = { [HOST]: host.origin, [STORE]: acme.origin };
  return new EvidenceReader({ github, apiUrl: 'https://api.github.com', webUrl: 'https://github.com', reroute });
}
const read = (uri: string, kind: 'vsa' | 'docs' | 'review' = 'vsa') => reader().read({ kind, uri }, POLICY);
const answering = (data: unknown): GitHub => ({ request: async () => ({ status: 200, headers: {}, data }) });
const asked = (path: RegExp) => acme.answers.filter((answer) => path.test(answer.path));

describe('a file', () => {
  it('is fetched where the policy for its kind says, and nowhere else', async () => {
    host.files.set('/a.json', Buffer.from('{}'));
    expect(await read(`https://${HOST}/a.json`)).toEqual({ read: { from: 'file', bytes: Buffer.from('{}') } });
    const refused = { refused: { code: 'attestation-invalid', seen: HOST } };
    expect(await read(`https://${HOST}/a.json`, 'review')).toMatchObject(refused);
    expect(await reader().read({ kind: 'vsa', uri: `https://${HOST}/a.json` }, NO_EVIDENCE)).toMatchObject(refused);
    expect(host.asked).toEqual(['/a.json']);
  });

  it('that is cited several times is fetched once, and again at the next look', async () => {
    host.files.set('/a.json', Buffer.from('{}'));
    const { read: look } = { read: reader() };
    const uri = `https://${HOST}/a.json`;
    const all = await Promise.all((['vsa', 'docs', 'vsa'] as const).map((kind) => look.read({ kind, uri }, POLICY)));
    expect(all.map((reading) => 'read' in reading)).toEqual([true, true, true]);
    expect(host.asked).toHaveLength(1);
    await look.read({ kind: 'vsa', uri }, POLICY);
    expect(host.asked).toHaveLength(2);
  });

  it('of a host that gives no answer is not waited for by every citation of the look, and asked for at the next', async () => {
    host.down = true;
    const one = reader();
    const look = () =>
      Promise.all(
        Array.from({ length: 12 }, (_, part) => one.read({ kind: 'vsa', uri: `https://${HOST}/a?${part}` }, POLICY)),
      );
    expect(await look()).toEqual(Array.from({ length: 12 }, () => ({ unread: expect.stringContaining(HOST) })));
    expect(host.asked.length).toBeLessThanOrEqual(4);
    host.down = false;
    host.files.set('/a', Buffer.from('{}'));
    expect(await one.read({ kind: 'vsa', uri: `https://${HOST}/a` }, POLICY)).toMatchObject({ read: { from: 'file' } });
  });

  it('that one kind may have is not given to another that may not', async () => {
    host.files.set('/a.json', Buffer.from('{}'));
    const one = reader();
    const uri = `https://${HOST}/a.json`;
    const [may, mayNot] = await Promise.all([
      one.read({ kind: 'vsa', uri }, POLICY),
      one.read({ kind: 'review', uri }, POLICY),
    ]);
    expect([may, mayNot]).toMatchObject([{ read: { from: 'file' } }, { refused: { code: 'attestation-invalid' } }]);
  });

  it('is refused where its address has none of the forms, before anything is asked', async () => {
    for (const uri of [
      `http://${HOST}/a`,
      `https://${HOST}`,
      'git+https://gitlab.example/acme/gov.git@refs/heads/main#a',
      `${API}/actions/secrets`,
      `${API}/check-runs/1/annotations`,
    ])
      expect(await read(uri)).toMatchObject({ refused: { code: 'attestation-invalid' } });
    expect([host.asked, acme.answers]).toEqual([[], []]);
  });
});

describe('a file in git', () => {
  it.each<[string, Uint8Array]>([
    ['text', Buffer.from('proof\n')],
    ['bytes that are no text', Buffer.from([0, 255, 254, 128, 10])],
    ['more than GitHub puts into one answer', Buffer.alloc(1_200_000, 'proof ')],
    ['nothing', Buffer.alloc(0)],
  ])('is read byte by byte: %s', async (_, bytes) => {
    const oid = acme.acts.push({ repository: 'acme/gov', branch: 'ev', by: 'ann', files: { 'a/b.json': bytes } });
    for (const ref of ['refs/heads/ev', oid]) {
      const reading = await read(`${GIT}${ref}#a/b.json`);
      if (!('read' in reading) || reading.read.from !== 'git') throw new Error('it was not read');
      expect(Buffer.from(reading.read.bytes).equals(bytes)).toBe(true);
    }
  });

  it('is none where it is not there, or is a folder, a link or a submodule', async () => {
    acme.acts.push({
      ...{ repository: 'acme/gov', branch: 'ev', by: 'ann' },
      files: {
        'a/b': 'x',
        link: { mode: '120000', content: 'a/b' },
        module: { mode: '160000', oid: '1'.repeat(40) },
        '.gitmodules': '[submodule "module"]\n\tpath = module\n\turl = https://github.com/acme/module.git\n',
      },
    });
    const missing = { refused: { code: 'attestation-missing' } };
    expect(await read(`${GIT}refs/heads/ev#nothing`)).toMatchObject(missing);
    expect(await read(`${GIT}refs/heads/gone#a/b`)).toMatchObject(missing);
    for (const path of ['a', 'link', 'module'])
      expect(await read(`${GIT}refs/heads/ev#${path}`)).toMatchObject({ refused: { code: 'attestation-invalid' } });
  });

  it('that is too large is not asked for', async () => {
    const large = { type: 'file', size: 25 * 1024 * 1024, sha: 'a'.repeat(40), content: '', encoding: 'none' };
    const reading = await reader(async () => answering(large)).read(
      { kind: 'vsa', uri: `${GIT}refs/heads/ev#a` },
      POLICY,
    );
    expect(reading).toMatchObject({ refused: { code: 'attestation-invalid', seen: '26214400 bytes' } });
  });

  it('whose bytes are not those that git names is no answer', async () => {
    const sha = createHash('sha1').update('blob 1\0y').digest('hex');
    const content = Buffer.from('x').toString('base64');
    const wrong = { type: 'file', size: 1, sha, content, encoding: 'base64' };
    const reading = await reader(async () => answering(wrong)).read(
      { kind: 'vsa', uri: `${GIT}refs/heads/ev#a` },
      POLICY,
    );
    expect(reading).toMatchObject({ unread: expect.stringContaining(sha) });
  });
});

/** An attestation about SUM; `note` tells it from others. */
function store(note: string) {
  const statement = { subject: [{ digest: { sha256: SUM.slice(7) } }], predicateType: 'x', predicate: { note } };
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  const bundle = { mediaType: note, dsseEnvelope: { payload } };
  acme.world.repositories.get(9001)?.attestations.push({
    ...{ id: acme.world.next('attestation'), bundle, subjects: [SUM], predicateType: 'x', createdAt: 0 },
  });
  return bundle;
}

describe('attestations', () => {
  it.each([true, false])('are read from the list itself or from where it points, inline: %o', async (inline) => {
    acme.world.attestationAnswers.inline = inline;
    const bundles = [store('one'), store('two')];
    expect(await read(ATTESTATIONS)).toEqual({ read: { from: 'attestations', bundles: bundles.toReversed() } });
  });

  it('are fetched from the store without the credential of GitHub, which the store would refuse', async () => {
    const bundle = store('one');
    expect(await read(ATTESTATIONS)).toEqual({ read: { from: 'attestations', bundles: [bundle] } });
  });

  it('are read to the last page', async () => {
    for (let number = 0; number < 65; number++) store(String(number));
    acme.world.attestationAnswers.inline = true;
    const reading = await read(ATTESTATIONS);
    expect(reading).toMatchObject({ read: { bundles: { length: 65 } } });
    expect(asked(/attestations/)).toHaveLength(3);
  });

  it('are not read at all where there are more than anybody means', async () => {
    for (let number = 0; number < 101; number++) store(String(number));
    acme.world.attestationAnswers.inline = true;
    expect(await read(ATTESTATIONS)).toMatchObject({ unread: expect.stringContaining('100') });
  });

  it('are not read on where they are larger than anybody means, all together', async () => {
    const list = {
      attestations: Array.from({ length: 9 }, () => ({ bundle: null, bundle_url: `https://${STORE}/a` })),
    };
    const large = async () => ({ bundle: {}, bytes: 30 * 1024 * 1024 });
    const source = { owner: 'acme', name: 'gov', digest: SUM } as const;
    const listed = await Array.fromAsync(attestationsOf(answering(list), source, large));
    expect(listed.map((one) => 'bundle' in one)).toEqual([true, true, true, false]);
  });

  it.each([200, 404] as const)('are missing where GitHub knows none, however it says so: %i', async (none) => {
    acme.world.attestationAnswers.none = none;
    expect(await read(ATTESTATIONS)).toMatchObject({ refused: { code: 'attestation-missing' } });
  });

  it('of which one cannot be fetched are not read: it may be the very one', async () => {
    acme.world.attestationAnswers.inline = true;
    store('one');
    const list = { attestations: [{ bundle: {} }, { bundle: null, bundle_url: `https://${HOST}/a` }] };
    host.down = true;
    const reading = await reader(async () => answering(list)).read({ kind: 'vsa', uri: ATTESTATIONS }, POLICY);
    expect(reading).toEqual({ unread: `${HOST} answers 503` });
  });

  it.each<[string, string, Uint8Array | undefined]>([
    ['is no JSON', `https://${HOST}/a`, Buffer.from('{"a":')],
    ['has a key twice', `https://${HOST}/a`, Buffer.from('{"a":1,"a":2}')],
    ['is no block of Snappy', `https://${HOST}/a`, Buffer.from([200, 1, 0])],
    ['would be too large', `https://${HOST}/a`, Buffer.from([255, 255, 255, 255, 15])],
    ['is not there', `https://${HOST}/a`, undefined],
    ['would be fetched from inside', 'https://10.0.0.1/a', undefined],
    ['would be fetched without TLS', `http://${HOST}/a`, undefined],
  ])('of which one %s are read without it: it proves nothing, another may', async (_, url, bytes) => {
    if (bytes) host.files.set('/a', bytes);
    const list = { attestations: [{ bundle: null, bundle_url: url }, { bundle: { good: true } }] };
    const reading = await reader(async () => answering(list)).read({ kind: 'vsa', uri: ATTESTATIONS }, POLICY);
    const none = expect.stringContaining('no Sigstore bundle: ');
    expect(reading).toEqual({ read: { from: 'attestations', bundles: [none, { good: true }] } });
  });
});

describe('the word of GitHub about a run', () => {
  it('tells a check: its App, its name, its commit, its outcome, and the id of its repository', async () => {
    acme.seed.app({ id: 501, slug: 'lab', permissions: { checks: 'write' } });
    const head = acme.world.repositories.get(9001)?.git.branch('main') ?? '';
    const { id } = acme.acts.check('acme/gov', 'lab', head, { name: 'rebuild', conclusion: 'success' });
    expect(await read(`${API}/check-runs/${id}`)).toEqual({
      read: {
        from: 'check-run',
        run: {
          ...{ id, name: 'rebuild', headSha: head, status: 'completed', conclusion: 'success' },
          ...{ appId: 501, repositoryId: 9001, completedAt: '2026-11-22T09:00:00Z' },
        },
      },
    });
  });

  it('tells a workflow run: its file, its commit, what started it, its outcome and its repository', async () => {
    const files = { '.github/workflows/rebuild.yml': 'on: workflow_dispatch' };
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files });
    const run = acme.acts.dispatch('acme/gov', 'ann', 'rebuild.yml', 'main');
    acme.acts.conclude('acme/gov', run, 'failure');
    expect(await read(`${API}/actions/runs/${run.id}`)).toEqual({
      read: {
        from: 'workflow-run',
        run: {
          ...{ id: run.id, path: '.github/workflows/rebuild.yml', headSha: run.headSha, headBranch: 'main' },
          ...{ event: 'workflow_dispatch', status: 'completed', conclusion: 'failure', repositoryId: 9001, attempt: 1 },
        },
      },
    });
  });

  it('is none about a run that GitHub does not know', async () => {
    for (const path of ['check-runs/4711', 'actions/runs/4711'])
      expect(await read(`${API}/${path}`)).toMatchObject({ refused: { code: 'attestation-missing' } });
  });
});

describe('GitHub', () => {
  const everything = [`${GIT}refs/heads/main#README.md`, ATTESTATIONS, `${API}/check-runs/1`, `${API}/actions/runs/1`];

  it.each(everything)('leaves unread what it answers in another shape: %s', async (uri) => {
    for (const data of [null, 'text', {}, { attestations: 7 }, { id: '1', type: 7 }]) {
      const reading = await reader(async () => answering(data)).read({ kind: 'vsa', uri }, POLICY);
      expect(reading).toMatchObject({ unread: expect.stringContaining('unexpected answer') });
    }
  });

  it.each(everything)('leaves unread what it fails to answer, or will not: %s', async (uri) => {
    for (const status of [403, 451, 500, 502, 503]) {
      acme.faults.add({ match: { path: '/repos/**' }, harm: { kind: 'answer', status } });
      expect(await read(uri)).toMatchObject({ unread: expect.stringContaining(String(status)) });
      acme.faults.clear();
    }
  });

  it.each(everything)(
    'leaves unread what it says is not there, where it shows not even the repository: %s',
    async (uri) => {
      acme.faults.add({
        match: { path: '/repos/**' },
        harm: { kind: 'answer', status: 404 },
        times: Number.POSITIVE_INFINITY,
      });
      expect(await read(uri)).toMatchObject({ unread: expect.stringContaining('is the App installed there?') });
    },
  );

  it('where the App is not installed leaves it unread: that it may not look is no answer', async () => {
    const away = 'git+https://github.com/elsewhere/x.git@refs/heads/main#a';
    const client = reader(async () => {
      await ask(inAcme(), 'GET /repos/{owner}/{repo}/installation', { owner: 'elsewhere', repo: 'x' });
      return inAcme();
    });
    expect(await client.read({ kind: 'vsa', uri: away }, POLICY)).toMatchObject({
      unread: expect.stringContaining('is the App installed there?'),
    });
  });

  it('that asks to wait is not asked again by any other citation of the look', async () => {
    acme.faults.add({
      match: { path: '/repos/**' },
      harm: { kind: 'limit', status: 429, limit: 'secondary', seconds: 30 },
      times: Number.POSITIVE_INFINITY,
    });
    const one = reader();
    const all = await Promise.allSettled(
      Array.from({ length: 12 }, (_, id) => one.read({ kind: 'vsa', uri: `${API}/check-runs/${id + 1}` }, POLICY)),
    );
    expect(all).toMatchObject(Array.from({ length: 12 }, () => ({ status: 'rejected', reason: { waitMs: 30_000 } })));
    expect(asked(/check-runs/).length).toBeLessThanOrEqual(4);
  });

  it('is asked for four things at a time', async () => {
    let [now, most] = [0, 0];
    const slow: GitHub = {
      request: async (route, parameters) => {
        most = Math.max(most, ++now);
        const answer = await inAcme()
          .request(route, parameters)
          .finally(() => now--);
        return answer;
      },
    };
    const one = reader(async () => slow);
    await Promise.all(
      Array.from({ length: 12 }, (_, id) => one.read({ kind: 'vsa', uri: `${API}/actions/runs/${id + 1}` }, POLICY)),
    );
    expect(most).toBe(4);
  });
});

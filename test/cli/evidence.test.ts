import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { digestOf, sha256 } from '../../src/digest/digest.ts';
import type { EvidenceState } from '../../src/evidence/state.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { makeSeal } from '../../src/seal/make.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { goodOf, statementOf } from '../evidence/proving.ts';
import { Governance } from '../ledger/governance.ts';
import { checkout, EXAMPLE, newFolder, packetIn, ran, written } from './ran.ts';

const HOST = 'evidence.acme.example';
const API = 'https://api.github.com';
const HEX = 'ab'.repeat(32);
const SUBJECT = `sha256:${HEX}` as const;
const FILE = `https://${HOST}/tests/2026.47.json`;
const ATTESTATIONS = `${API}/repos/acme/payments/attestations/${SUBJECT}`;
const RUN = `${API}/repos/acme/payments/actions/runs/7`;

const instance = newInstance();
/** A Sigstore bundle over test results that are good. */
let bundle: object;

beforeAll(async () => {
  const sigstore = await startSigstore({ clock: { now: () => Date.now() }, instance, log: 'none' });
  try {
    bundle = await makeSeal({
      statement: Buffer.from(JSON.stringify(statementOf(goodOf('test-result'), { sha256: HEX }))),
      signingConfig: sigstore.signingConfig,
      identityToken: async () =>
        sigstore.issueToken({ subject: `https://${HOST}/tests`, issuer: 'https://login.acme.example' }),
      timeoutMs: 5000,
    });
  } finally {
    await sigstore.close();
  }
  // nock takes over the process's HTTP; the other tests of this process talk to real servers.
  if (!nock.isActive()) nock.activate();
});
afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

/** A checkout that trusts the Sigstore of these tests. */
const governed = () => checkout({ 'policies/trusted-root.json': JSON.stringify(trustedRootOf(instance, 'none')) });
const verify = (...argv: string[]) => ran('evidence', 'verify', '--policies', governed(), ...argv);
const about = ['--kind', 'test-result', '--subject', SUBJECT];
const copy = (text = JSON.stringify(bundle)) => join(written(newFolder(), { 'copy.json': text }), 'copy.json');
const statementSum = () => {
  const { payload } = (bundle as { dsseEnvelope: { payload: string } }).dsseEnvelope;
  return sha256(Buffer.from(payload, 'base64'));
};

const SIGNER = { identity: `https://${HOST}/tests`, issuer: 'https://login.acme.example' };

/** An entry of the evidence registry, in a file of its own. */
function registered(changed: object = {}): string {
  const entry = {
    ...{ schema: 'governance.v1.Attestation', kind: 'test-result', uri: FILE },
    ...{ checksum: sha256(JSON.stringify(bundle)), subjects: [SUBJECT], signer: SIGNER },
    ...changed,
  };
  return join(written(newFolder(), { 'entry.yaml': JSON.stringify(entry) }), 'entry.yaml');
}

/** GitHub's answer about a run of the workflow that the reference policy lists. */
const runAnswer = {
  ...{ id: 7, path: '.github/workflows/ci.yml', head_sha: 'c'.repeat(40), head_branch: 'main', event: 'push' },
  ...{ status: 'completed', conclusion: 'success', repository: { id: 8101 }, run_attempt: 1 },
};
const commit = ['--kind', 'test-result', '--subject', `gitCommit:${'c'.repeat(40)}`];

describe('evidence verify', () => {
  it('says of registered evidence who signed it, when, about what, and what it says', async () => {
    const { exit, out, err } = await verify('--offline', copy(), registered());
    expect([exit, err]).toEqual([0, '']);
    expect(out).toContain(`verified: test-result at ${FILE}`);
    expect(out).toContain(`signed by https://${HOST}/tests`);
    expect(out).toContain('known to https://login.acme.example');
    expect(out).toMatch(/not later than 20\d\d-\d\d-\d\dT/);
    expect(out).toContain(`about ${SUBJECT}`);
    expect(out).toMatch(/ {2}says: \S/);
    expect(out).toMatch(/^by the rules of \S/m);
    expect(out).not.toContain('to cite it');
  });

  it('refuses a registered entry that was recorded for another signature than is found', async () => {
    for (const signer of [null, { ...SIGNER, identity: `https://${HOST}/others` }]) {
      const { exit, out } = await verify('--offline', copy(), registered({ signer }));
      expect([exit, out]).toEqual([1, expect.stringContaining('attestation-identity-mismatch: expected ')]);
    }
  });

  it('gives the words to cite an address by, with its checksum, and takes them as they are', async () => {
    const { exit, out } = await verify('--offline', copy(), ...about, FILE);
    expect(exit).toBe(0);
    const checksum = sha256(JSON.stringify(bundle));
    const block = out.slice(out.indexOf('  - kind'));
    expect(out).toContain(`to cite it, under \`evidence\` in packet.yaml:\n\n${block}`);
    expect(block).toBe(
      `  - kind: test-result\n    uri: ${FILE}\n    checksum: ${checksum}\n    subjects:\n      - ${SUBJECT}\n`,
    );
    const packet = packetIn(newFolder(), {
      evidence: [{ kind: 'test-result', uri: FILE, checksum, subjects: [SUBJECT] }],
    });
    expect((await verify('--offline', copy(), packet)).exit).toBe(0);
  });

  it('says why evidence is refused, by code and with what mends it', async () => {
    const other = `sha256:${'0'.repeat(64)}`;
    const { exit, out } = await verify('--offline', copy(), registered({ checksum: other }));
    expect(exit).toBe(1);
    expect(out).toContain(`refused: test-result at ${FILE}\n  attestation-invalid: expected `);
    expect(out).toContain('  hint: ');
    const { exit: elsewhere, out: said } = await verify(...about, 'https://elsewhere.example/x.json');
    expect(elsewhere).toBe(1);
    expect(said).toContain('attestation-invalid: expected a host that the policy lists: evidence.acme.example');
  });

  it('prints the same as JSON', async () => {
    const { out } = await verify('--json', '--offline', copy(), registered());
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'verified',
      evidence: [{ state: 'verified', kind: 'test-result', uri: FILE, subjects: [SUBJECT], statement: statementSum() }],
    });
  });

  it('asks GitHub with the token of the environment, and cites an attestation by its statement', async () => {
    const was = process.env.GITHUB_TOKEN;
    onTestFinished(() => {
      if (was === undefined) delete process.env.GITHUB_TOKEN;
      else process.env.GITHUB_TOKEN = was;
    });
    process.env.GITHUB_TOKEN = 'token-of-ann';
    nock(API, { reqheaders: { authorization: /token-of-ann$/ } })
      .get(`/repos/acme/payments/attestations/${encodeURIComponent(SUBJECT)}`)
      .query(true)
      .reply(200, { attestations: [{ bundle: { other: true } }, { bundle }] });
    const { exit, out } = await verify(...about, ATTESTATIONS);
    expect(exit).toBe(0);
    expect(out).toContain(`    checksum: ${statementSum()}\n`);
  });

  it('takes a copy of attestations as `gh attestation download` writes them, one on each line', async () => {
    const lines = `${JSON.stringify({ other: true })}\n${JSON.stringify(bundle)}\n`;
    const { exit, out } = await verify('--offline', copy(lines), ...about, ATTESTATIONS);
    expect(exit).toBe(0);
    expect(out).toContain(`    checksum: ${statementSum()}\n`);
  });

  it("takes GitHub's word for a run, and cites it by what it says", async () => {
    nock(API).get('/repos/acme/payments/actions/runs/7').twice().reply(200, runAnswer);
    const { exit, out } = await verify(...commit, RUN);
    expect([exit, out]).toEqual([0, expect.stringContaining("GitHub's word")]);
    const checksum = digestOf({
      ...{ id: 7, path: runAnswer.path, headSha: runAnswer.head_sha, headBranch: 'main', event: 'push' },
      ...{ status: 'completed', conclusion: 'success', repositoryId: 8101, attempt: 1 },
    });
    expect(out).toContain(`    checksum: ${checksum}\n`);
    const entry = registered({ uri: RUN, checksum, subjects: [commit[3]], signer: null });
    expect((await verify(entry)).exit).toBe(0);
  });

  it('could not decide where GitHub does not answer; but what is refused is refused', async () => {
    nock(API).get('/repos/acme/payments/actions/runs/7').twice().reply(503, {});
    const { exit, out } = await verify(...commit, RUN);
    expect([exit, out]).toEqual([3, expect.stringContaining(`unread: test-result at ${RUN}\n  GET /repos`)]);
    expect((await verify(...commit, RUN, 'https://elsewhere.example/x.json')).exit).toBe(1);
  });

  it('looks at everything that a packet cites', async () => {
    const packet = packetIn(newFolder(), {
      evidence: ['a', 'b'].map((name) => ({
        ...{ kind: 'test-result', uri: `https://${name}.example/x`, checksum: SUBJECT, subjects: [SUBJECT] },
      })),
    });
    const { exit, out } = await verify('--json', packet);
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'refused',
      evidence: [{ uri: 'https://a.example/x' }, { uri: 'https://b.example/x' }],
    });
  });

  it('says of an address in another spelling that it is none, and does not take it for a file', async () => {
    const { exit, err } = await verify(...about, `HTTPS://${HOST}/x`);
    expect([exit, err]).toEqual([2, expect.stringContaining('expected an address of evidence')]);
  });

  it('says so where a packet cites none', async () => {
    const { exit, out } = await verify(packetIn(newFolder(), { evidence: [] }));
    expect([exit, out]).toEqual([0, expect.stringMatching(/^no evidence is cited\n/)]);
  });

  it('shows what evidence quotes as text and nothing more', async () => {
    nock(API)
      .get('/repos/acme/payments/actions/runs/7')
      .reply(200, { ...runAnswer, path: '::error::\u001b[2J\u202efake' });
    const { out } = await verify(...commit, RUN);
    expect(out).not.toMatch(/^::/m);
    for (const character of ['\u001b', '\u202e']) expect(out).not.toContain(character);
  });

  it.each<[string, () => string[]]>([
    ['a file that is not there', () => ['nothing.yaml']],
    ['a file that is no evidence', () => [registered({ kind: 'rumour' })]],
    ['a folder without a packet', () => [newFolder()]],
    ['an address without its kind', () => ['--subject', SUBJECT, FILE]],
    ['an address without a subject', () => ['--kind', 'test-result', FILE]],
    ['a subject that is none', () => ['--kind', 'test-result', '--subject', 'sha256:ab', FILE]],
    ['an address that is none', () => [...about, `http://${HOST}/x`]],
    ['a kind that is none', () => ['--kind', 'rumour', '--subject', SUBJECT, FILE]],
    ['a kind for a file that says its own', () => [...about, registered()]],
    ['a copy that is not there', () => ['--offline', 'nothing.json', registered()]],
    ['a copy of more than one', () => ['--offline', copy(), registered(), registered()]],
    ['a copy of what GitHub says of a run', () => ['--offline', copy(), ...commit, RUN]],
    ['a copy that holds no bundles', () => ['--offline', copy('no JSON'), ...about, ATTESTATIONS]],
    ['an API without TLS', () => ['--api', 'http://localhost', registered()]],
    ['policies that are none', () => ['--policies', newFolder(), registered()]],
    ['nothing', () => []],
  ])('ends with 2 for %s', async (_, argv) => {
    const { exit, out, err } = await verify(...argv());
    expect([exit, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  it('says everything that is wrong with the policy for evidence, with file and line', async () => {
    const dir = checkout({
      'policies/evidence.yaml': 'schema: governance.v1.EvidencePolicy\nkinds: {vsa: {hosts: [10.0.0.1]}}\n',
    });
    const { exit, err } = await ran('evidence', 'verify', '--policies', dir, registered());
    expect([exit, err]).toEqual([2, expect.stringMatching(/policies\/evidence\.yaml:2:\d+: .*\nhint: /)]);
  });

  it('needs rules: of a clone around the file, or named', async () => {
    const { exit, err } = await ran('evidence', 'verify', registered());
    expect([exit, err]).toEqual([2, expect.stringContaining('--policies DIR')]);
  });
});

describe('evidence list', () => {
  it('lists what a packet cites', async () => {
    const { exit, out } = await ran('evidence', 'list', EXAMPLE);
    expect(exit).toBe(0);
    expect(out).toContain(
      'bpe-2026-014\n  reproducible-build at https://evidence.acme.example/rebuilds/2026.47/comparison.json\n',
    );
    expect(out).toContain('  signer-quorum at ');
    expect(out).toMatch(/^ {4}checksum sha256:[0-9a-f]{64}$/m);
    expect(out).toMatch(/^ {4}about sha256:[0-9a-f]{64}$/m);
    expect(out).not.toContain('ledger');
  });

  it('lists what every packet of a clone cites, with what its ledger last said of it', async () => {
    const governance = await Governance.begin();
    onTestFinished(() => governance.end());
    const text = readFileSync(join(EXAMPLE, 'packet.yaml'), 'utf8');
    governance.acme.acts.push({
      ...{ repository: 'acme/gov', branch: 'council/release-integrity', by: 'admin', unjudged: true },
      files: { 'packets/bpe-2026-014/packet.yaml': text },
    });
    const { out: before } = await ran('evidence', 'list', '--json', EXAMPLE);
    const { recorded: _, ...cited } = JSON.parse(before).packets[0].evidence[0];
    const seen = (state: EvidenceState): Draft => ({
      kind: 'evidence-seen',
      body: { pull: 1, packet: 'bpe-2026-014', evidence: [{ kind: cited.kind, citation: digestOf(cited), state }] },
    });
    const bot = governance.bot();
    await bot.append([seen({ state: 'refused', code: 'attestation-missing' })]);
    await bot.append([seen({ state: 'verified', statement: SUBJECT })]);
    const { exit, out } = await ran('evidence', 'list', '--json', governance.git.dir);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      packets: [
        {
          packet: 'bpe-2026-014',
          branch: 'council/release-integrity',
          evidence: [
            { uri: cited.uri, recorded: { state: { state: 'verified', statement: SUBJECT }, entry: 2 } },
            { recorded: null },
          ],
        },
      ],
      problems: [],
    });
    const { out: read } = await ran('evidence', 'list', governance.git.dir);
    expect(read).toMatch(
      /bpe-2026-014 on council\/release-integrity\n[\s\S]*verified, by ledger entry 2 of 20[\s\S]*the ledger says nothing of it/,
    );
    governance.tamper({ files: { 'entries/0000/00000001.json': '{}' } });
    const broken = await ran('evidence', 'list', governance.git.dir);
    expect(broken).toMatchObject({ exit: 1, out: expect.stringContaining('the ledger is not whole') });
  });

  it('ends with 2 for what is neither a packet nor a clone', async () => {
    expect(await ran('evidence', 'list', newFolder())).toMatchObject({ exit: 2, out: '' });
  });
});

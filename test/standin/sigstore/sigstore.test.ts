import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS_ISSUER, type Job, jobIdentity } from '../../../src/standin/sigstore/actions-token.ts';
import { extension } from '../../../src/standin/sigstore/certificate.ts';
import { utf8 } from '../../../src/standin/sigstore/der.ts';
import type { Hearing } from '../../../src/standin/sigstore/fault.ts';
import { newInstance } from '../../../src/standin/sigstore/instance.ts';
import { leafHash, treeHash } from '../../../src/standin/sigstore/merkle.ts';
import { type Sigstore, startSigstore } from '../../../src/standin/sigstore/sigstore.ts';

const NOW = Date.UTC(2031, 4, 6, 7, 8, 9);
const instance = newInstance();
const clock = { now: () => NOW };
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const subject = 'https://countersign.acme.example/sealer';
const issuer = 'https://login.acme.example';

let sigstore: Sigstore;
beforeAll(async () => {
  sigstore = await startSigstore({ clock, instance });
});
afterAll(() => sigstore.close());

async function post(path: string, body: unknown, to = sigstore) {
  const response = await fetch(`${to.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

function certificateRequest(token: string, challenge = subject) {
  return {
    credentials: { oidcIdentityToken: token },
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: keys.publicKey.export({ format: 'pem', type: 'spki' }) },
      proofOfPossession: sign('sha256', Buffer.from(challenge), keys.privateKey).toString('base64'),
    },
  };
}

async function certificateFor(identity: Parameters<Sigstore['issueToken']>[0], challenge: string) {
  const { body } = await post('/api/v2/signingCert', certificateRequest(sigstore.issueToken(identity), challenge));
  const [leaf] = JSON.parse(body.toString()).signedCertificateEmbeddedSct.chain.certificates;
  return new X509Certificate(leaf);
}

describe('fulcio', () => {
  it('names the token’s subject and issuer, for ten minutes of the clock', async () => {
    const leaf = await certificateFor({ subject, issuer }, subject);
    expect(leaf.subjectAltName).toBe(`URI:${subject}`);
    expect(leaf.raw.includes(issuer)).toBe(true);
    expect([leaf.validFromDate.getTime(), leaf.validToDate.getTime()]).toEqual([NOW, NOW + 600_000]);
    expect(leaf.publicKey.equals(keys.publicKey)).toBe(true);
    expect(leaf.verify(instance.ca.publicKey)).toBe(true);
  });

  it('names a verified email address as one', async () => {
    const leaf = await certificateFor({ email: 'ann@acme.example', issuer }, 'ann@acme.example');
    expect(leaf.subjectAltName).toBe('email:ann@acme.example');
  });

  it('gives each certificate its own serial number', async () => {
    const leaves = [
      await certificateFor({ subject, issuer }, subject),
      await certificateFor({ subject, issuer }, subject),
    ];
    expect(new Set(leaves.map((leaf) => leaf.serialNumber)).size).toBe(2);
  });

  it('refuses a token that another issuer signed', async () => {
    const other = await startSigstore({ clock });
    const token = other.issueToken({ subject, issuer });
    await other.close();
    expect(await post('/api/v2/signingCert', certificateRequest(token))).toMatchObject({ status: 401 });
  });

  it('refuses a token whose claims were changed, or that claims to need no signature', async () => {
    const [header, , signature] = sigstore.issueToken({ subject, issuer }).split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ sub: subject, iss: issuer, aud: 'sigstore', nbf: 0, exp: 9e9 });
    for (const token of [`${header}.${claims}.${signature}`, `${part({ alg: 'none' })}.${claims}.x`])
      expect(await post('/api/v2/signingCert', certificateRequest(token))).toMatchObject({ status: 401 });
  });

  it.each([
    ['another audience', { audience: 'vault' }],
    ['an end in the past', { expiresInSeconds: 0 }],
  ])('refuses a token with %s', async (_, changed) => {
    const token = sigstore.issueToken({ subject, issuer, ...changed });
    expect(await post('/api/v2/signingCert', certificateRequest(token))).toMatchObject({ status: 401 });
  });

  it('refuses who does not hold the key', async () => {
    const request = certificateRequest(sigstore.issueToken({ subject, issuer }), 'https://someone.else.example');
    expect(await post('/api/v2/signingCert', request)).toMatchObject({ status: 400 });
  });
});

describe('fulcio, for a job of GitHub Actions', () => {
  const job: Job = {
    repository: 'acme/gov',
    repositoryId: 9001,
    ownerId: 1,
    visibility: 'private',
    ref: 'refs/heads/main',
    sha: 'a'.repeat(40),
    workflow: { name: 'Seal', path: '.github/workflows/seal.yml' },
    event: 'workflow_dispatch',
    actor: { login: 'gate[bot]', id: 1000 },
    run: { id: 130_000, number: 4, attempt: 1 },
    runner: 'github-hosted',
  };
  const sub = 'repo:acme/gov:ref:refs/heads/main';

  // docs/oid-info.md of sigstore/fulcio: 1 to 6 are bare text, from 8 on DER UTF8String.
  it('says in GitHub’s fields and encodings which workflow asked, from where and at what', async () => {
    const leaf = await certificateFor(jobIdentity(job), sub);
    const path = 'acme/gov/.github/workflows/seal.yml@refs/heads/main';
    expect(leaf.subjectAltName).toBe(`URI:https://github.com/${path}`);
    const bare = { 1: ACTIONS_ISSUER, 2: 'workflow_dispatch', 3: job.sha, 4: 'Seal', 5: 'acme/gov', 6: job.ref };
    const encoded = {
      8: ACTIONS_ISSUER,
      9: `https://github.com/${path}`,
      10: job.sha,
      11: 'github-hosted',
      12: 'https://github.com/acme/gov',
      13: job.sha,
      14: job.ref,
      15: '9001',
      16: 'https://github.com/acme',
      17: '1',
      18: `https://github.com/${path}`,
      19: job.sha,
      20: 'workflow_dispatch',
      21: 'https://github.com/acme/gov/actions/runs/130000/attempts/1',
      22: 'private',
    };
    const fulcio = (number: string) => `1.3.6.1.4.1.57264.1.${number}`;
    for (const [number, text] of Object.entries(bare))
      expect(leaf.raw.includes(extension(fulcio(number), Buffer.from(text)))).toBe(true);
    for (const [number, text] of Object.entries(encoded))
      expect(leaf.raw.includes(extension(fulcio(number), utf8(text)))).toBe(true);
  });

  it('takes the token’s own word, whatever a job of that workflow would have said', async () => {
    const forged = {
      ...jobIdentity({ ...job, runner: 'self-hosted' }),
      job_workflow_ref: 'mal/x/evil.yml@refs/heads/x',
    };
    const leaf = await certificateFor(forged, sub);
    expect(leaf.subjectAltName).toBe('URI:https://github.com/mal/x/evil.yml@refs/heads/x');
    expect(leaf.raw.includes('self-hosted')).toBe(true);
  });

  it('refuses a token that lacks a claim', async () => {
    const { repository_id: _, ...lacking } = jobIdentity(job);
    const request = certificateRequest(sigstore.issueToken(lacking), sub);
    expect(await post('/api/v2/signingCert', request)).toMatchObject({ status: 400 });
  });
});

describe('rekor', () => {
  it('refuses an envelope that the named key did not sign', async () => {
    const verifier = Buffer.from(keys.publicKey.export({ format: 'pem', type: 'spki' })).toString('base64');
    const signatures = [{ sig: Buffer.from('nothing').toString('base64') }];
    const envelope = JSON.stringify({ payloadType: 'text/plain', payload: 'YQ==', signatures });
    const spec = { proposedContent: { envelope, verifiers: [verifier] } };
    expect(await post('/api/v1/log/entries', { kind: 'dsse', apiVersion: '0.0.1', spec })).toMatchObject({
      status: 400,
    });
  });

  it.each([
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('has the tree hash that every RFC 6962 log has for these %i entries', (size, hash) => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const leaves = inputs.slice(0, size).map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(treeHash(leaves).toString('hex')).toBe(hash);
  });
});

describe('every service', () => {
  it.each(['/api/v2/signingCert', '/api/v1/log/entries', '/api/v2/log/entries', '/api/v1/timestamp'])(
    '%s answers 400 to what it cannot read',
    async (path) => {
      for (const body of [null, {}, [], 'text', { spec: 1, credentials: [] }])
        expect(await post(path, body)).toMatchObject({ status: 400 });
    },
  );

  it('is at no other address', async () => {
    expect(await post('/api/v3/anything', {})).toMatchObject({ status: 404 });
  });

  it('breaks as it is told: refused before, lost or cut after', async () => {
    const heard: string[] = [];
    const answers: Hearing[] = ['refuse', 'proceed', 'lose', 'proceed', 'cut', 'cut'];
    const broken = await startSigstore({
      clock,
      instance,
      onWrite: (service, index, phase) => {
        heard.push(`${service} ${index} ${phase}`);
        return answers.shift() ?? 'proceed';
      },
    });
    const request = { artifactHash: Buffer.alloc(32).toString('base64'), hashAlgorithm: 'sha256' };
    const ask = () =>
      post('/api/v1/timestamp', request, broken).then(
        ({ status }) => status,
        () => 'cut',
      );
    expect([await ask(), await ask(), await ask(), await ask(), await ask()]).toEqual([503, 504, 'cut', 'cut', 201]);
    expect(heard).toEqual([
      'tsa 0 before',
      'tsa 1 before',
      'tsa 1 after',
      'tsa 2 before',
      'tsa 2 after',
      'tsa 3 before',
      'tsa 4 before',
      'tsa 4 after',
    ]);
    expect(broken.requests.map(({ status }) => status)).toEqual([503, 504, undefined, undefined, 201]);
    await broken.close();
  });

  it('can be closed while it leaves somebody without an answer', async () => {
    const hanging = await startSigstore({ clock, instance });
    hanging.faults.set('tsa', 'hang');
    const asked = post('/api/v1/timestamp', {}, hanging).catch(() => 'closed');
    while (hanging.requests.length === 0) await new Promise(setImmediate);
    await hanging.close();
    expect(await asked).toBe('closed');
  });
});

it('the same keys give the same trusted root, on whatever port', async () => {
  const other = await startSigstore({ clock, instance });
  await other.close();
  expect(other.url).not.toBe(sigstore.url);
  expect(other.trustedRoot).toEqual(sigstore.trustedRoot);
});

it('the list of requests holds no token', () => {
  expect(Object.keys(Object.assign({}, ...sigstore.requests)).toSorted()).toEqual(['index', 'service', 'status']);
});

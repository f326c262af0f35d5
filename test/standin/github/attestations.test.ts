import { uncompress } from 'snappyjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, refusal, startAcme } from './acme.ts';

const SUM = `sha256:${'ab'.repeat(32)}`;
const PROVENANCE = 'https://slsa.dev/provenance/v1';
let acme: Acme;
beforeEach(async () => {
  acme = await startAcme({ permissions: { metadata: 'read', contents: 'read', attestations: 'write' } });
});
afterEach(() => acme.close());

function bundleAbout(predicateType = PROVENANCE, ...sums: string[]) {
  const subject = (sums.length > 0 ? sums : [SUM]).map((sum) => ({ name: 'x', digest: { sha256: sum.slice(7) } }));
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate: {} };
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64');
  const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
  return { mediaType, verificationMaterial: {}, dsseEnvelope: { payload, payloadType: 'x', signatures: [] } };
}
const store = (bundle: object = bundleAbout()) => acme.bot().rest.repos.createAttestation({ ...gov, bundle });
const list = async (query = {}) => {
  const answer = await acme.bot().rest.repos.listAttestations({ ...gov, subject_digest: SUM, ...query });
  return answer.data.attestations ?? [];
};
const firstUrl = async () => (await list())[0]?.bundle_url ?? '';

describe('artifact attestations', () => {
  it('are found by the digest of each subject of the statement', async () => {
    const other = `sha256:${'cd'.repeat(32)}`;
    const { status, data } = await store(bundleAbout(PROVENANCE, SUM, other));
    expect([status, typeof data.id]).toEqual([201, 'number']);
    expect(await list()).toHaveLength(1);
    expect(await list({ subject_digest: other })).toHaveLength(1);
  });

  it('are answered 404 where a digest has none, and as an empty list once GitHub does what it describes', async () => {
    expect(await refusal(list())).toMatchObject({ status: 404 });
    acme.world.attestationAnswers.none = 200;
    expect(await list()).toEqual([]);
  });

  // As seen since 2026-07-16: issues 770 of denoland/clawpatrol and 10557 of aaif-goose/goose.
  it('say null for the bundle, which stands at an address of its own as one block of snappy', async () => {
    const bundle = bundleAbout();
    await store(bundle);
    expect(await list()).toMatchObject([{ bundle: null, repository_id: 9001, initiator: 'user' }]);
    const answer = await fetch(await firstUrl());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-snappy']);
    const bytes = uncompress(new Uint8Array(await answer.arrayBuffer()));
    expect(JSON.parse(Buffer.from(bytes).toString())).toEqual(bundle);
  });

  it('stand in the list itself where GitHub still answers so', async () => {
    const bundle = bundleAbout();
    await store(bundle);
    acme.world.attestationAnswers.inline = true;
    expect(await list()).toMatchObject([{ bundle }]);
  });

  it('may be kept by another host', async () => {
    await store();
    acme.world.attestationAnswers.store = 'https://artifacts.example';
    const url = await firstUrl();
    expect(url.startsWith('https://artifacts.example/-/attestations/9001/')).toBe(true);
    expect((await fetch(url.replace('https://artifacts.example', acme.origin))).status).toBe(200);
  });

  it('are kept at an address that takes no credentials, no other signature, and nobody after a day', async () => {
    await store();
    const url = await firstUrl();
    const status = async (to: string, init = {}) => (await fetch(to, init)).status;
    for (const token of [acme.seed.token('ann'), 'nobody'])
      expect(await status(url, { headers: { authorization: `Bearer ${token}` } })).toBe(400);
    expect(await status(url.replace(/sig=[^&]+/, 'sig=AAAA'))).toBe(403);
    expect(await status(url.replace(/\/\d+\.json/, '/999.json'))).toBe(403);
    expect(await status(url)).toBe(200);
    acme.clock.advance(24 * 60 * 60 + 1);
    expect(await status(url)).toBe(403);
  });

  it('are narrowed by predicate type: a short word for a family, any other text as it stands', async () => {
    for (const type of [PROVENANCE, 'https://spdx.dev/Document/v2.3', 'https://countersign.dev/manifest/v1'])
      await store(bundleAbout(type));
    const found = async (predicate_type: string) => (await list({ predicate_type })).length;
    expect(await found('provenance')).toBe(1);
    expect(await found('sbom')).toBe(1);
    expect(await found('https://countersign.dev/manifest/v1')).toBe(1);
    expect(await refusal(found('https://countersign.dev/manifest'))).toMatchObject({ status: 404 });
  });

  it('come newest first, and page by cursor', async () => {
    const ids = [];
    for (let count = 0; count < 3; count++) ids.push((await store()).data.id);
    const page = async (query: object) => {
      const wanted = { ...gov, subject_digest: SUM, per_page: 2, ...query };
      const { data, headers } = await acme.bot().rest.repos.listAttestations(wanted);
      const next = /<([^>]+)>; rel="next"/.exec(headers.link ?? '')?.[1];
      const shown = data.attestations?.map((one) => Number(/(\d+)\.json/.exec(one.bundle_url ?? '')?.[1]));
      return { after: next && new URL(next).searchParams.get('after'), shown };
    };
    const first = await page({});
    expect(first.shown).toEqual([ids[2], ids[1]]);
    expect(await page({ after: first.after })).toEqual({ shown: [ids[0]], after: undefined });
  });

  it('are refused where the bundle is no envelope around a statement about a sha256', async () => {
    const statement = { ...bundleAbout(), dsseEnvelope: { payload: 'e30=' } };
    for (const bundle of [{}, { dsseEnvelope: {} }, statement])
      expect(await refusal(store(bundle))).toMatchObject({ status: 422 });
    expect(await refusal(acme.bot().request('POST /repos/acme/gov/attestations', {}))).toMatchObject({ status: 422 });
  });

  it('need their own permission of an App, and of a person to write or read', async () => {
    await store();
    const { rest } = acme.as('eve');
    expect((await rest.repos.listAttestations({ ...gov, subject_digest: SUM })).status).toBe(200);
    expect(await refusal(rest.repos.createAttestation({ ...gov, bundle: bundleAbout() }))).toMatchObject({
      status: 403,
    });
    await acme.close();
    acme = await startAcme({ permissions: { metadata: 'read', contents: 'write', attestations: 'read' } });
    expect(await refusal(store())).toMatchObject({
      status: 403,
      message: 'Resource not accessible by integration',
    });
    await acme.close();
    acme = await startAcme({ permissions: { metadata: 'read', contents: 'write' } });
    expect(await refusal(list())).toMatchObject({ status: 403, message: 'Resource not accessible by integration' });
  });
});

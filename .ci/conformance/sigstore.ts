import { createHash, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { WrongArgument } from '../../src/audit/wrong-argument.ts';
import { verifySigstoreBundle } from '../../src/cli/sigstore-bundle-verify.ts';
import { checkAttestation } from '../../src/sigstore/attestation.ts';
import { bytes, type Cases, folder, json } from './vectors.ts';

/**
 * sigstore/sigstore-conformance, by the command that speaks its protocol: what should pass ends with 0, over the file
 * and over its digest alone; what should not, with 1.
 */
export async function sigstoreConformance(): Promise<Cases> {
  const shape = z.array(
    z.object({
      case: z.string(),
      expect: z.enum(['pass', 'fail']),
      artifact: z.string(),
      trustedRoot: z.string(),
      key: z.string().nullable(),
      identity: z.string(),
      issuer: z.string(),
    }),
  );
  const set = 'sigstore-conformance';
  const cases: Cases = [];
  for (const one of json(shape, set, 'cases.json')) {
    const at = (path: string) => join(folder, set, path);
    const signer =
      one.key === null
        ? { certificateIdentity: one.identity, certificateOidcIssuer: one.issuer }
        : { key: at(one.key) };
    const options = {
      bundle: at(`bundle-verify/${one.case}/bundle.sigstore.json`),
      trustedRoot: at(one.trustedRoot),
      ...signer,
    };
    const digest = createHash('sha256').update(bytes(set, one.artifact)).digest('hex');
    const wanted = one.expect === 'pass' ? 0 : 1;
    for (const [what, name] of [
      [at(one.artifact), one.case],
      [`sha256:${digest}`, `${one.case}, by digest`],
    ] as const) {
      const exit = await exitOf(() => verifySigstoreBundle(what, options, false, () => undefined));
      cases.push([name, () => exit === wanted]);
    }
  }
  return cases;
}

async function exitOf(run: () => Promise<number>): Promise<number> {
  return run().catch((error: unknown) => {
    if (error instanceof WrongArgument) return 2;
    throw error;
  });
}

/** secure-systems-lab/dsse, the protocol's own vector: good as an envelope, and no statement that would prove anything. */
export function dsseProtocol(): Cases {
  const shape = z.object({
    key: z.object({ X: z.string(), Y: z.string() }),
    envelope: z.object({
      payload: z.base64(),
      payloadType: z.string(),
      signatures: z.tuple([z.object({ sig: z.base64() })]),
    }),
  });
  const { key, envelope } = json(shape, 'dsse-intoto', 'dsse-protocol-vector.json');
  const coordinate = (decimal: string) =>
    Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(key.X), y: coordinate(key.Y) };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type: 'spki' }).toString();
  const raw = Buffer.from(envelope.signatures[0].sig, 'base64');
  const signatures = [{ sig: inDer(raw.subarray(0, 32), raw.subarray(32)).toString('base64') }];
  const seen = (dsseEnvelope: object) => {
    const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    const bundle = { mediaType, verificationMaterial: { publicKey: { hint: '' } }, dsseEnvelope };
    const trustedRoot = JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' });
    const answer = checkAttestation({ bundle, signer: { publicKey }, trustedRoot, profile: 'private' });
    return answer.ok ? 'verified' : answer.seen;
  };
  const changed = Buffer.from('hello World').toString('base64');
  return [
    [
      'the signature verifies; the payload is no statement',
      () => seen({ ...envelope, signatures }) === `\`${envelope.payloadType}\``,
    ],
    ['another payload does not verify', () => /signature/.test(seen({ ...envelope, signatures, payload: changed }))],
    [
      'another type does not verify',
      () => /signature/.test(seen({ ...envelope, signatures, payloadType: 'text/plain' })),
    ],
  ];
}

/** Sigstore signs in DER; the vector holds r and s side by side. */
function inDer(...numbers: Buffer[]): Buffer {
  const integers = numbers.map((number) => {
    const signed = (number[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), number]) : number;
    return Buffer.concat([Buffer.of(0x02, signed.length), signed]);
  });
  const body = Buffer.concat(integers);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

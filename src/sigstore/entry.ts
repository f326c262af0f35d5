import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { z } from 'zod';
import { leafOf } from './bundle.ts';
import { invalid } from './refused.ts';

/** Where the kinds of entries say by what the signature verifies (sigstore/rekor `pkg/types`, rekor-tiles). */
const pem = z.base64();
const raw = z.object({ rawBytes: z.base64() });
const verifier = z.union([z.object({ x509Certificate: raw }), z.object({ publicKey: raw })]);
const body = z.object({
  spec: z.union([
    z.object({ signature: z.object({ publicKey: z.object({ content: pem }) }) }),
    z.object({ signatures: z.tuple([z.object({ verifier: pem })]) }),
    z.object({ content: z.object({ envelope: z.object({ signatures: z.tuple([z.object({ publicKey: pem })]) }) }) }),
    z.object({ hashedRekordV002: z.object({ signature: z.object({ verifier }) }) }),
    z.object({ dsseV002: z.object({ signatures: z.tuple([z.object({ verifier })]) }) }),
  ]),
});
type Spec = z.infer<typeof body>['spec'];

/**
 * Refuses where a log entry names another certificate or key than the bundle: who watches the log for their own name
 * would not have seen this signature (as CVE-2022-36056, and as sigstore-go and sigstore-python refuse it; the library
 * compares signature and digest only).
 */
export function requireSameSigner(bundle: Bundle, key: KeyObject): void {
  const wanted = leafOf(bundle) ?? key.export({ format: 'der', type: 'spki' });
  for (const { canonicalizedBody } of bundle.verificationMaterial.tlogEntries) {
    const read = body.safeParse(JSON.parse(canonicalizedBody.toString()));
    if (!read.success) throw invalid('a log entry that names its signer', 'none');
    if (!signerOf(read.data.spec).equals(wanted)) throw invalid('a log entry of this signer', 'one of another');
  }
}

function signerOf(spec: Spec): Buffer {
  if ('signature' in spec) return inPem(spec.signature.publicKey.content);
  if ('signatures' in spec) return inPem(spec.signatures[0].verifier);
  if ('content' in spec) return inPem(spec.content.envelope.signatures[0].publicKey);
  const named = 'dsseV002' in spec ? spec.dsseV002.signatures[0].verifier : spec.hashedRekordV002.signature.verifier;
  return Buffer.from('x509Certificate' in named ? named.x509Certificate.rawBytes : named.publicKey.rawBytes, 'base64');
}

function inPem(base64: string): Buffer {
  const text = Buffer.from(base64, 'base64').toString();
  if (text.includes('-----BEGIN CERTIFICATE-----')) return new X509Certificate(text).raw;
  return createPublicKey(text).export({ format: 'der', type: 'spki' });
}

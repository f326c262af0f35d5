import { createPublicKey, type KeyObject, randomBytes, verify, X509Certificate } from 'node:crypto';
import { workflowExtensions, workflowIdentity } from './actions-certificate.ts';
import { certificate, extension, keyIds, leafUsage, toBeSigned } from './certificate.ts';
import { certificateTimestamp } from './ctlog.ts';
import { der, sequence, utf8 } from './der.ts';
import { CA_NAME, type Instance } from './instance.ts';
import { Refusal, textAt } from './refusal.ts';
import { type Claims, readToken } from './token.ts';

const LIFETIME_MS = 10 * 60 * 1000;
const URI = 0x86;
const EMAIL = 0x81;

export interface Times {
  /** What certificates, timestamps and entries say. */
  readonly now: number;
  /** What identity tokens are judged by. */
  readonly wallClock: number;
}

/**
 * Fulcio's `POST /api/v2/signingCert`: a ten-minute certificate for whoever the identity token speaks for, known to
 * the certificate log if there is one.
 */
export function signingCertificate(instance: Instance, logged: boolean, request: unknown, times: Times) {
  const claims = readToken(instance.oidc, textAt(request, 'credentials', 'oidcIdentityToken'), times.wallClock);
  const publicKey = readKey(textAt(request, 'publicKeyRequest', 'publicKey', 'content'));
  const name = nameOf(claims);
  // Who asks must hold the key: they signed the token's subject or address with it.
  const proof = Buffer.from(textAt(request, 'publicKeyRequest', 'proofOfPossession'), 'base64');
  if (!verify('sha256', Buffer.from(name.proven), publicKey, proof))
    throw new Refusal(400, 'the proof of possession is not signed with the public key');
  const { ca, ctlog } = instance;
  const unlogged = {
    serial: Buffer.concat([Buffer.from([1]), randomBytes(15)]),
    issuer: CA_NAME,
    subject: sequence(),
    notBefore: times.now,
    notAfter: times.now + LIFETIME_MS,
    publicKey,
    extensions: [
      ...leafUsage('codeSigning'),
      ...keyIds(publicKey, ca.publicKey),
      extension('2.5.29.17', sequence(der(name.tag, Buffer.from(name.text))), true),
      ...issuerExtensions(issuerOf(claims)),
      ...(ofWorkflow(claims) ? workflowExtensions(claims) : []),
    ],
  };
  const seen = logged ? [certificateTimestamp(ctlog, ca.publicKey, toBeSigned(unlogged), times.now)] : [];
  const leaf = certificate({ ...unlogged, extensions: [...unlogged.extensions, ...seen] }, ca.privateKey);
  return { signedCertificateEmbeddedSct: { chain: { certificates: [leaf, ca.certificate].map(pem) } } };
}

interface Name {
  readonly tag: number;
  readonly text: string;
  /** What the holder of the key signs. */
  readonly proven: string;
}

/**
 * The certificate's subject alternative name (RFC 5280 section 4.2.1.6): the workflow of a job, a verified email
 * address, else a URI.
 */
function nameOf(claims: Claims): Name {
  if (ofWorkflow(claims)) return { tag: URI, text: workflowIdentity(claims), proven: textAt(claims, 'sub') };
  const email = claims.email_verified === true ? textAt(claims, 'email') : undefined;
  const text = email ?? textAt(claims, 'sub');
  if (!/^[\x21-\x7e]+$/.test(text) || (email === undefined && !URL.canParse(text)))
    throw new Refusal(400, 'the subject of the identity token is neither a verified email address nor a URI');
  return { tag: email === undefined ? URI : EMAIL, text, proven: text };
}

function ofWorkflow(claims: Claims): boolean {
  return claims.job_workflow_ref !== undefined;
}

/** Of a token of Dex it is where the person logged in: `IssuerClaim` in the configuration of sigstore/fulcio. */
function issuerOf(claims: Claims): string {
  return claims.federated_claims === undefined
    ? textAt(claims, 'iss')
    : textAt(claims, 'federated_claims', 'connector_id');
}

/** Fulcio says the issuer twice, once as bare text for old readers: `docs/oid-info.md` of sigstore/fulcio. */
function issuerExtensions(issuer: string): Buffer[] {
  return [extension('1.3.6.1.4.1.57264.1.1', Buffer.from(issuer)), extension('1.3.6.1.4.1.57264.1.8', utf8(issuer))];
}

function readKey(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {
    // Said below.
  }
  throw new Refusal(400, 'expected a P-256 public key in PEM');
}

function pem(certificateBytes: Buffer): string {
  return new X509Certificate(certificateBytes).toString();
}

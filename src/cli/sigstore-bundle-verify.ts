import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { WrongArgument } from '../audit/wrong-argument.ts';
import type { Digest } from '../digest/digest.ts';
import { type ArtifactProof, type ArtifactToCheck, checkArtifact } from '../sigstore/artifact.ts';
import type { Refusal } from '../sigstore/refused.ts';
import { sigstoreBundleText } from './sigstore-bundle-text.ts';

export interface SigstoreBundleOptions {
  readonly bundle: string;
  readonly certificateIdentity?: string;
  readonly certificateOidcIssuer?: string;
  readonly key?: string;
  readonly trustedRoot?: string;
  readonly private?: true;
}

/** Verifies a Sigstore bundle over a file or a digest, says what was found, and gives the exit code. */
export async function verifySigstoreBundle(
  what: string,
  options: SigstoreBundleOptions,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  if (options.trustedRoot === undefined)
    throw new WrongArgument(
      'expected --trusted-root, seen none: nobody is believed by default\nhint: the `trusted_root.json` of the Sigstore instance, kept where only you can change it',
    );
  const signer = await signerOf(options);
  const bundle = await bytesOf(options.bundle);
  const trustedRoot = (await bytesOf(options.trustedRoot)).toString();
  const artifact = await artifactOf(what);
  // With a key there is no certificate that a log would have to know; logs that the root names are asked for.
  const profile = options.private || 'publicKey' in signer ? 'private' : 'public';
  const answer = checkArtifact({ bundle, artifact, signer, trustedRoot, profile });
  say(json ? JSON.stringify(inJson(what, answer), null, 2) : sigstoreBundleText(what, answer));
  return answer.ok ? 0 : 1;
}

/** A key, or an identity with its issuer; anything in between would let somebody else's signature pass. */
async function signerOf(options: SigstoreBundleOptions): Promise<ArtifactToCheck['signer']> {
  const { key, certificateIdentity: identity, certificateOidcIssuer: issuer } = options;
  if (key !== undefined && identity === undefined && issuer === undefined)
    return { publicKey: (await bytesOf(key)).toString() };
  if (key === undefined && identity && issuer) return { identity, issuer };
  const seen = Object.entries({ '--key': key, '--certificate-identity': identity, '--certificate-oidc-issuer': issuer })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === '' ? `an empty ${name}` : name));
  throw new WrongArgument(
    `expected --certificate-identity and --certificate-oidc-issuer, or --key, seen ${seen.join(' and ') || 'none'}`,
  );
}

/** As the protocol has it: what does not look like a digest, or is there as a file, is a file. */
async function artifactOf(what: string): Promise<ArtifactToCheck['artifact']> {
  if (/^sha256:[0-9a-f]{64}$/.test(what) && !existsSync(what)) return { digest: what as Digest };
  return { bytes: await bytesOf(what) };
}

async function bytesOf(file: string): Promise<Buffer> {
  return await readFile(file).catch(() => {
    throw new WrongArgument(`expected a readable file \`${file}\`, seen none`);
  });
}

function inJson(what: string, answer: ArtifactProof | Refusal) {
  const { ok, ...rest } = answer;
  return { verified: ok, artifact: what, ...rest };
}

import { canonicalJson, sha256 } from '../../digest/digest.ts';
import type { SealBundle } from '../../seal/bundle.ts';
import { makeSeal } from '../../seal/make.ts';
import { clockAt, iso } from '../../standin/github/clock.ts';
import type { Instance } from '../../standin/sigstore/instance.ts';
import { startSigstore } from '../../standin/sigstore/sigstore.ts';
import type { Identity } from '../../standin/sigstore/token.ts';

/** Signing takes longer than many a rehearsal, and most sign the same. */
const signed = new Map<string, SealBundle>();

/**
 * A statement, signed at an instant by whomever an identity token can name. By somebody else's Sigstore with the same
 * roots: what the bot asks of its own is counted.
 */
export async function signedAs(
  by: Identity,
  statement: Uint8Array,
  instance: Instance,
  at: number,
): Promise<SealBundle> {
  const key = canonicalJson([sha256(statement), by, at]);
  const known = signed.get(key);
  if (known !== undefined) return known;
  const sigstore = await startSigstore({ clock: clockAt(iso(at)), instance, log: 'none' });
  try {
    const identityToken = async () => sigstore.issueToken(by);
    const made = await makeSeal({ statement, signingConfig: sigstore.signingConfig, identityToken, timeoutMs: 10_000 });
    signed.set(key, made);
    return made;
  } finally {
    await sigstore.close();
  }
}

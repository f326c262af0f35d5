import { SigningConfig } from '@sigstore/protobuf-specs';
import { bundleBuilderFromSigningConfig } from '@sigstore/sign';
import { STATEMENT_TYPE } from '../manifest/statement.ts';
import { type SealBundle, writeBundle } from './bundle.ts';
import { unavailable } from './unavailable.ts';

export interface SealToMake {
  /** The very bytes that are signed. */
  readonly statement: Uint8Array;
  /** A Sigstore signing configuration v0.2, parsed JSON: which services to ask. */
  readonly signingConfig: unknown;
  /** Asked for each seal: tokens live for minutes. */
  readonly identityToken: () => Promise<string>;
  /** How long to wait for each service. Certificate first, then log and timestamp side by side: two such waits. */
  readonly timeoutMs: number;
  /** Ends the wait, with the signal's reason. What is under way may still be logged; it is no seal of ours. */
  readonly signal?: AbortSignal;
}

/**
 * Seals a statement: a DSSE envelope signed with a key that is then thrown away, the ten-minute certificate for it,
 * and what log and timestamp authority say, as a bundle v0.3. Each service is asked once: the next turn looks, and tries anew. Throws
 * `SigningUnavailable`. Whether the seal is good is for `checkSeal` to say, before anyone records it.
 */
export async function makeSeal(seal: SealToMake): Promise<SealBundle> {
  const { signal } = seal;
  signal?.throwIfAborted();
  try {
    const made = build(seal);
    return writeBundle(await (signal ? Promise.race([made, aborted(signal)]) : made));
  } catch (error) {
    signal?.throwIfAborted();
    throw unavailable(error);
  }
}

function build({ statement, signingConfig, identityToken, timeoutMs }: SealToMake) {
  const builder = bundleBuilderFromSigningConfig({
    signingConfig: SigningConfig.fromJSON(signingConfig),
    identityProvider: { getToken: identityToken },
    bundleType: 'dsseEnvelope',
    fetchOptions: { retry: false, timeout: timeoutMs },
  });
  return builder.create({ data: Buffer.from(statement), type: STATEMENT_TYPE });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

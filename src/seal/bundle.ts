import { type Bundle, bundleToJSON } from '@sigstore/bundle';
import { z } from 'zod';
import { type Digest, sha256 } from '../digest/digest.ts';
import { envelopeOf, readBundle } from '../sigstore/bundle.ts';
import { answered } from '../sigstore/refused.ts';

const sealBundle = z.record(z.string(), z.json());
/** A Sigstore bundle as JSON. */
export type SealBundle = z.infer<typeof sealBundle>;

/** A Sigstore bundle with all that verifiers look at, and nothing else. */
export function writeBundle(bundle: Bundle): SealBundle {
  return sealBundle.parse(bundleToJSON(bundle));
}

/**
 * A Sigstore bundle that somebody left, if what it signs is this statement; null otherwise. Written anew: whoever
 * uploads one can put what they like beside it. Nothing is verified.
 */
export function bundleOver(json: unknown, statement: Digest): SealBundle | null {
  const found = answered(() => {
    const bundle = readBundle(json);
    const over = sha256(envelopeOf(bundle).payload) === statement;
    return { ok: true as const, bundle: over ? writeBundle(bundle) : null };
  });
  return found.ok ? found.bundle : null;
}

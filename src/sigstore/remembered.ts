import { sha256 } from '../digest/digest.ts';
import type { Keyless, ManagedKey } from './signer.ts';
import type { Trust, Verified } from './verify.ts';

/** All that decides whether a signature verifies; the bundle by the digest of its canonical JSON. */
interface Question extends Trust {
  readonly bundle: string;
  readonly signer: Keyless | ManagedKey;
}

const known = new Map<string, Verified>();
const MOST_KNOWN = 4096;

/**
 * Verifies what was not verified before. The loop looks at the same seals and evidence turn after turn, and the answer
 * cannot change: verification reads no clock, and everything that it reads is part of the question. Only what verified
 * is kept; whoever makes bundles that do not can fill nothing.
 */
export function remembered(question: Question, verify: () => Verified): Verified {
  // Canonical JSON would leave out a demand without a value, which nobody meets, and ask another question.
  const key = sha256(JSON.stringify(question, (_, value) => value ?? null));
  const verified = known.get(key) ?? verify();
  // What is asked for goes to the end, so that the first is the one that nobody asked for longest.
  known.delete(key);
  known.set(key, verified);
  const [oldest = ''] = known.keys();
  if (known.size > MOST_KNOWN) known.delete(oldest);
  return verified;
}

import { z } from 'zod';
import { type Digest, digestOf, sha256 } from '../digest/digest.ts';
import type { Material } from './material.ts';

/**
 * The checksums by which a citation can name what was read: of the bytes of a file, of a run's canonical JSON, or of
 * one of the statements that GitHub lists.
 */
export function checksumsOf(material: Material): readonly Digest[] {
  if ('bytes' in material) return [sha256(material.bytes)];
  if ('run' in material) return [digestOf(material.run)];
  const sums = material.bundles.map(statementSum).filter((sum) => sum !== undefined);
  return [...new Set(sums)];
}

const dsseBundle = z.looseObject({ dsseEnvelope: z.looseObject({ payload: z.string() }) });

/** Of the bytes that are signed: GitHub may write the bundle around them in another way each time. */
export function statementSum(bundle: unknown): Digest | undefined {
  const read = dsseBundle.safeParse(bundle);
  return read.success ? sha256(Buffer.from(read.data.dsseEnvelope.payload, 'base64')) : undefined;
}

import { z } from 'zod';
import { type Read, readDocument } from '../document/document.ts';
import { httpsUrl } from '../document/names.ts';
import { citation } from './citation.ts';

/** The file `evidence/<name>.yaml`: an entry of the evidence registry. */
export const attestationFile = z.strictObject({
  schema: z.literal('governance.v1.Attestation'),
  ...citation.shape,
  signer: z
    .strictObject({
      identity: z
        .string()
        .min(1)
        .max(500)
        .meta({
          title: 'the identity that signed',
          description: 'the subject alternative name of the certificate',
          examples: ['https://evidence.acme.example/rebuild-comparison'],
        }),
      issuer: httpsUrl.meta({ description: 'who says that it is this identity' }),
    })
    .nullable()
    .meta({ description: "who was found to have signed it; null where GitHub's own word is the proof" }),
});

/** What was cited, and whose signature was found on it when it was recorded. Whoever uses it verifies it again. */
export type Attestation = z.infer<typeof attestationFile>;

/** Reads `evidence/<name>.yaml`. */
export function readAttestation(path: string, bytes: Uint8Array): Read<Attestation> {
  return readDocument(path, bytes, attestationFile);
}

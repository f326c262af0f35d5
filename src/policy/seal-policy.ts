import { z } from 'zod';
import { type Read, readDocument } from '../document/document.ts';
import { httpsUrl, line } from '../document/names.ts';

/** The file `policies/seal.yaml`. */
export const sealPolicyFile = z.strictObject({
  schema: z.literal('governance.v1.SealPolicy'),
  profile: z.enum(['private', 'public']).meta({
    description:
      'private: your own Sigstore, timestamped, no public log; public: the public-good one, where names become public',
  }),
  identity: line.meta({
    title: 'the exact identity of the sealer',
    description: 'the subject alternative name of the certificate, exactly: no pattern',
    examples: ['https://countersign.acme.example/sealer'],
  }),
  issuer: httpsUrl.meta({
    title: 'the exact issuer',
    description: 'who says that it is this identity, exactly as the certificate names it',
    examples: ['https://token.actions.githubusercontent.com'],
  }),
  trusted_root: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,63}\.json$/)
    .meta({
      title: 'a file name',
      description: 'the Sigstore trusted root, a file beside this one',
      examples: ['trusted-root.json'],
    }),
});

/** Whose seal counts, and by which roots it is verified. */
export type SealPolicy = z.infer<typeof sealPolicyFile>;

/** Reads `policies/seal.yaml`. */
export function readSealPolicy(path: string, bytes: Uint8Array): Read<SealPolicy> {
  return readDocument(path, bytes, sealPolicyFile);
}

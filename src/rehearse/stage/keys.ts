import { generateKeyPairSync } from 'node:crypto';
import { type Instance, newInstance } from '../../standin/sigstore/instance.ts';

/** Every key of a rehearsal's world, none of which guards anything. */
export interface Keys {
  /** PEM, the two halves of the App's key. */
  readonly app: { readonly publicKey: string; readonly privateKey: string };
  /** PEM of an Ed25519 private key. */
  readonly ledger: string;
  readonly sigstore: Instance;
}

let made: Keys | undefined;

/** Making keys takes longer than a rehearsal, and nothing depends on which they are: one set for each process. */
export function sharedKeys(): Keys {
  made ??= {
    app: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }),
    ledger: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sigstore: newInstance(),
  };
  return made;
}

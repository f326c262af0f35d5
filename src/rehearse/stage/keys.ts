import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Instance, newInstance } from '../../standin/sigstore/instance.ts';

/** Every key of a rehearsal's world, none of which guards anything. */
export interface Keys {
  /** PEM, the two halves of the App's key. */
  readonly app: { readonly publicKey: string; readonly privateKey: string };
  /** PEM of an Ed25519 private key. */
  readonly ledger: string;
  readonly sigstore: Instance;
  /** `whsk_` and `whpk_` of the bot, and the `whsec_` that it shares with endpoints. */
  readonly webhook: { readonly privateKey: string; readonly publicKey: string; readonly secret: string };
}

let made: Keys | undefined;

function webhookKeys(): Keys['webhook'] {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const base64 = (text: string) => Buffer.from(text, 'base64url').toString('base64');
  return {
    privateKey: `whsk_${base64(d)}`,
    publicKey: `whpk_${base64(x)}`,
    secret: `whsec_${randomBytes(32).toString('base64')}`,
  };
}

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
    webhook: webhookKeys(),
  };
  return made;
}

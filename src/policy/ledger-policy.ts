import { z } from 'zod';
import { type Read, readDocument } from '../document/document.ts';

/** The base64 of 32 bytes has 44 characters; the last before `=` holds four zero bits, so each key has one spelling. */
const publicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/)
  .meta({
    title: 'a public key',
    description: 'the 32 bytes of an Ed25519 public key in base64, as `countersign ledger init` prints it',
    examples: ['11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='],
  });

const entryNumber = z.int().min(0);

const key = z.strictObject({
  key: publicKey,
  first: entryNumber.meta({ description: 'the number of the first entry that this key signs', examples: [0] }),
  last: entryNumber
    .optional()
    .meta({ description: 'the number of the last one; without it the key is the present one' }),
});

/** The file `policies/ledger.yaml`. */
export const ledgerPolicyFile = z
  .strictObject({
    schema: z.literal('governance.v1.LedgerPolicy'),
    keys: z.array(key).min(1).max(100).meta({ description: 'the keys of the ledger, one after the other' }),
  })
  .superRefine(({ keys }, context) => {
    for (const [index, { first, last }] of keys.entries()) {
      const before = keys[index - 1];
      const next = before === undefined ? 0 : (before.last ?? Number.NaN) + 1;
      if (first !== next) {
        const wanted = Number.isNaN(next)
          ? 'the key before to have a last entry'
          : `the number ${next}, where the key before ends`;
        context.addIssue({
          code: 'custom',
          path: ['keys', index, 'first'],
          message: `expected ${wanted}, seen ${first}`,
        });
      }
      if (last !== undefined && last < first) {
        const message = `expected at least ${first}, the first entry, seen ${last}`;
        context.addIssue({ code: 'custom', path: ['keys', index, 'last'], message });
      }
    }
  });

/** By which keys the ledger is to be believed. */
export type LedgerPolicy = z.infer<typeof ledgerPolicyFile>;

/** Reads `policies/ledger.yaml`: from entry 0 on, each number belongs to exactly one key. */
export function readLedgerPolicy(path: string, bytes: Uint8Array): Read<LedgerPolicy> {
  return readDocument(path, bytes, ledgerPolicyFile);
}

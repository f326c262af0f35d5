import { beforeAll, expect, it } from 'vitest';
import { checkMany } from '../../src/audit/seal-threads.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import { checkIntendedSeal, type IntendedSeal } from '../../src/seal/intended.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { IDENTITY, ISSUER, instance, intent, sealWith, withSigstore } from './sealing.ts';

const place = (number: number) => ({ repository: 77, number, hash: `sha256:${'6'.repeat(64)}` as const });
let seals: readonly IntendedSeal[];

/** Each fifth is over the manifest of another entry, each seventh by another signer than is wanted. */
beforeAll(async () => {
  const policy = { schema: 'governance.v1.SealPolicy', profile: 'public', identity: IDENTITY, issuer: ISSUER } as const;
  seals = await withSigstore({}, (sigstore) =>
    Promise.all(
      Array.from({ length: 100 }, async (_, index) => ({
        bundle: await sealWith(sigstore, statementBytes(manifestOf(intent, place(index)))),
        intent,
        place: place(index % 5 === 0 ? index + 1 : index),
        policy: {
          ...policy,
          identity: index % 7 === 0 ? 'https://other.example' : IDENTITY,
          trusted_root: 'root.json',
        },
        trustedRoot: JSON.stringify(trustedRootOf(instance, 'v2')),
      })),
    ),
  );
});

it('many seals get the answers that each gets alone, in their order', async () => {
  const answers = await checkMany(seals);
  expect(answers).toEqual(seals.map(checkIntendedSeal));
  expect(answers.filter(({ ok }) => ok).length).toBe(68);
});

it('few seals do so too, and none get none', async () => {
  expect(await checkMany(seals.slice(0, 3))).toEqual(seals.slice(0, 3).map(checkIntendedSeal));
  expect(await checkMany([])).toEqual([]);
});

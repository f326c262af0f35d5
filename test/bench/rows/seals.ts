import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { checkMany } from '../../../src/audit/seal-threads.ts';
import { manifestOf } from '../../../src/manifest/manifest.ts';
import { statementBytes } from '../../../src/manifest/statement.ts';
import { checkIntendedSeal, type IntendedSeal } from '../../../src/seal/intended.ts';
import { IDENTITY, ISSUER, intent, sealWith, withSigstore } from '../../seal/sealing.ts';
import { type Measurement, median } from '../figure.ts';

const MANY = 500;
const ROUNDS = 9;
const IN_A_ROUND = 50;
const SIGNED_AT_A_TIME = 10;

/** How fast seals are verified, none of them twice, beside the bare library on the same seals in the same run. */
export const sealsVerified: Measurement = async () => {
  const { seals, root } = await signed();
  const thresholds = { timestampThreshold: 1, tlogThreshold: 1, ctlogThreshold: 1 };
  const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(root)), thresholds);
  const bare = (seal: IntendedSeal) => verifier.verify(toSignedEntity(bundleFromJSON(seal.bundle)));
  const ours = (seal: IntendedSeal) => requireGood(checkIntendedSeal(seal));
  // One after the other in small portions, so that whatever else the machine does meets both alike.
  const rates = Array.from({ length: ROUNDS }, (_, round) => {
    const portion = seals.slice(round * IN_A_ROUND, (round + 1) * IN_A_ROUND);
    return { bare: rate(portion, bare), ours: rate(portion, ours) };
  });
  const library = median(rates.map(({ bare }) => bare));
  // Under another text of the same root: what was verified above does not answer for it.
  const again = seals.map((seal) => ({ ...seal, trustedRoot: JSON.stringify(root, null, 1) }));
  const began = performance.now();
  for (const answer of await checkMany(again)) requireGood(answer);
  const together = (MANY * 1000) / (performance.now() - began);
  const beside = { what: 'bare @sigstore/verify, one core', value: library };
  const unit = 'seals/s';
  return [
    { what: 'seals verified, one core', unit, measured: median(rates.map(({ ours }) => ours)), beside, better: 'more' },
    {
      what: `${MANY} seals verified, all cores`,
      unit,
      measured: together,
      beside,
      aim: Math.ceil(1.5 * library),
      better: 'more',
    },
  ];
};

/** Seals of as many entries, each with a certificate, a log entry and a timestamp of its own. */
async function signed(): Promise<{ seals: IntendedSeal[]; root: object }> {
  const policy = { schema: 'governance.v1.SealPolicy', profile: 'public', identity: IDENTITY, issuer: ISSUER } as const;
  return withSigstore({}, async (sigstore) => {
    const trustedRoot = JSON.stringify(sigstore.trustedRoot);
    const seals: IntendedSeal[] = [];
    while (seals.length < MANY) {
      const portion = Array.from({ length: SIGNED_AT_A_TIME }, async (_, index) => {
        const place = { repository: 77, number: seals.length + index, hash: `sha256:${'6'.repeat(64)}` as const };
        const bundle = await sealWith(sigstore, statementBytes(manifestOf(intent, place)));
        return { bundle, intent, place, policy: { ...policy, trusted_root: 'trusted-root.json' }, trustedRoot };
      });
      seals.push(...(await Promise.all(portion)));
    }
    return { seals, root: sigstore.trustedRoot };
  });
}

function rate(seals: readonly IntendedSeal[], verify: (seal: IntendedSeal) => unknown): number {
  const began = performance.now();
  for (const seal of seals) verify(seal);
  return (seals.length * 1000) / (performance.now() - began);
}

function requireGood(answer: ReturnType<typeof checkIntendedSeal>): void {
  if (!answer.ok) throw new Error(`expected a good seal, seen ${JSON.stringify(answer)}`);
}

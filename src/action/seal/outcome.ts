import { MANIFEST_TYPE } from '../../manifest/manifest.ts';
import { code, table } from '../../report/markdown.ts';
import { termsDigest } from '../../terms/terms.ts';
import type { Outcome } from '../outcome.ts';
import type { SealAsked } from './judge.ts';

/** What was sealed, and under which subject GitHub keeps it. */
export function sealed({ effect, intent }: SealAsked, attestation: number): Outcome {
  const { packet, revision, head, approvals } = intent;
  const terms = termsDigest(intent.terms);
  const rows: [what: string, said: string][] = [
    ['packet', `${packet} revision ${revision}`],
    ['head', head],
    ['approved by', approvals.map(({ person }) => person).join(', ')],
    ['intent', `entry ${effect.number} of the ledger`],
    ['terms', terms],
    ['predicate type', MANIFEST_TYPE],
  ];
  const cells = rows.map(([what, said]) => [what, code(said)]);
  return {
    exit: 0,
    title: 'sealed',
    lines: rows.map(([what, said]) => `${what}: ${said}`),
    outputs: { 'attestation-id': String(attestation), digest: terms, 'predicate-type': MANIFEST_TYPE },
    summary: `### Countersign: sealed\n\n${table(['what', 'said'], cells)}\n`,
  };
}

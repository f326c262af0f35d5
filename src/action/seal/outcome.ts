import { CONCLUSION_TYPE } from '../../conclusion/statement.ts';
import { outcomeText } from '../../decision/outcome.ts';
import { decisionId, placeNamed } from '../../decision/place.ts';
import { MANIFEST_TYPE } from '../../manifest/manifest.ts';
import { code, table } from '../../report/markdown.ts';
import { foundUnder } from '../../seal/intended.ts';
import type { Outcome } from '../outcome.ts';
import type { SealAsked } from './judge.ts';

/** What was sealed, and under which subject GitHub keeps it. */
export function sealed({ effect, intent }: SealAsked, attestation: number): Outcome {
  const digest = foundUnder(intent);
  const type = intent.effect === 'seal' ? MANIFEST_TYPE : CONCLUSION_TYPE;
  const rows: Row[] = [
    ...about(intent),
    ['head', intent.head],
    ['intent', `entry ${effect.number} of the ledger`],
    [intent.effect === 'seal' ? 'terms' : 'conclusion', digest],
    ['predicate type', type],
  ];
  const cells = rows.map(([what, said]) => [what, code(said)]);
  return {
    exit: 0,
    title: 'sealed',
    lines: rows.map(([what, said]) => `${what}: ${said}`),
    outputs: { 'attestation-id': String(attestation), digest, 'predicate-type': type },
    summary: `### Countersign: sealed\n\n${table(['what', 'said'], cells)}\n`,
  };
}

type Row = [what: string, said: string];

function about(intent: SealAsked['intent']): Row[] {
  const { packet, revision } = intent;
  if (intent.effect === 'seal') {
    const by = intent.approvals.map(({ person }) => person).join(', ');
    return [
      ['packet', `${packet} revision ${revision}`],
      ['approved by', by],
    ];
  }
  const { outcome, signers } = intent.conclusion;
  return [
    ['decision', decisionId(placeNamed(intent))],
    ['outcome', outcomeText(outcome)],
    ['signed by', signers.map(({ person }) => person).join(', ')],
  ];
}

import { decisionId, placeNamed } from '../decision/place.ts';
import { visible } from '../report/markdown.ts';
import type { ListedSeal, SealReport } from './verify-seals.ts';

/**
 * `wrong` when a seal or the chain is, and when a packet was asked for that has no seal which counts; `undecided` when
 * something could not be checked.
 */
export function sealVerdict({ seals, problem, packet }: SealReport): 'good' | 'wrong' | 'undecided' {
  const states = new Set(seals.map(({ found }) => found.state));
  if (problem !== null || states.has('wrong')) return 'wrong';
  if (states.has('unchecked')) return 'undecided';
  const counts = seals.some(({ decision, voidSince }) => decision === null && voidSince === null);
  return packet !== null && !counts ? 'wrong' : 'good';
}

/** The report for a terminal. Entries are others' words, so what cannot be seen is written out. */
export function sealText(report: SealReport): string {
  const { ledger, rulesFrom, seals, problem, packet } = report;
  const lines = [
    `seals ${packet === null ? 'of' : `of \`${packet}\` in`} ${ledger.ref} at ${ledger.commit}: ${sealVerdict(report)}`,
    ...seals.flatMap(sealLines),
    ...(seals.length === 0 ? ['  there is none'] : []),
    ...(problem === null ? [] : refusal({ ...problem, path: `the ledger breaks at ${problem.path}` })),
    'by the word of',
    `  seal rules of ${rulesFrom}`,
  ];
  return lines.map(visible).join('\n');
}

function sealLines({ number, packet, revision, decision, policyCommit, found, voidSince }: ListedSeal): string[] {
  const of = decision === null ? `${packet} r${revision}` : decisionId(placeNamed({ packet, revision, decision }));
  const which = `${of}, entry ${number}`;
  if (found.state === 'unchecked') return [`  ${which}: could not be checked: ${found.why}`];
  if (found.state === 'wrong') return refusal({ ...found.problem, path: which });
  const became = decision === null ? 'release' : 'conclusion';
  const ended =
    voidSince === null ? [] : [`    proves nothing since entry ${voidSince}: it did not become a ${became}`];
  return [
    `  ${which}: sealed not later than ${found.sealedAt}`,
    `    by ${found.identity}, known to ${found.issuer}`,
    `    by the policies of ${policyCommit}`,
    ...ended,
  ];
}

interface Wrong {
  readonly path: string;
  readonly code: string;
  readonly expected: string;
  readonly seen: string;
  readonly hint: string;
}

function refusal({ path, code, expected, seen, hint }: Wrong): string[] {
  return [`  ${path}: ${code}: expected ${expected}, seen ${seen}`, `    hint: ${hint}`];
}

import { stringify } from 'yaml';
import { harmless } from '../../report/workflow-command.ts';
import type { Outcome } from './verify.ts';

/** What was found, for a terminal. Evidence quotes whom it likes: nothing of it is more than text. */
export function outcomesText(evidence: readonly Outcome[], rules: string): string {
  const none = evidence.length === 0 ? ['no evidence is cited', ''] : [];
  const lines = [...none, ...evidence.flatMap((one) => [...outcomeText(one), '']), `by the rules of ${rules}`];
  return lines.map(harmless).join('\n');
}

/** What stands there as packet.yaml cites it, under `evidence`. */
export function citationText({ kind, uri, checksum, subjects }: Outcome): string {
  const block = stringify([{ kind, uri, checksum, subjects }], { lineWidth: 0 });
  return [
    'to cite it, under `evidence` in packet.yaml:',
    '',
    ...block
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ]
    .map(harmless)
    .join('\n');
}

function outcomeText(one: Outcome): string[] {
  const { state, kind, uri } = one;
  const head = `${state}: ${kind} at ${uri}`;
  if (one.state === 'unread') return [head, `  ${one.why}`];
  if (one.state === 'refused') {
    return [head, `  ${one.code}: expected ${one.expected}`, `  seen ${one.seen}`, `  hint: ${one.hint}`];
  }
  const { signer, signed_at, says } = one;
  return [
    head,
    ...(signer === null ? ["  GitHub's word"] : [`  signed by ${signer.identity}`, `    known to ${signer.issuer}`]),
    ...(signed_at === null ? [] : [`  not later than ${signed_at}`]),
    ...one.subjects.map((subject) => `  about ${subject}`),
    ...says.map((sentence) => `  says: ${sentence}`),
  ];
}

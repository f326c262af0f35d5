import { outcomeText } from '../../decision/outcome.ts';
import { decisionId } from '../../decision/place.ts';
import { visible } from '../../report/markdown.ts';
import type { Question } from './question.ts';

/** All that a signature stands for, for whoever is about to give it. */
export function questionText({ sign, decision, packet, option, council, rules, ledger }: Question): string {
  const outcome = outcomeText(sign.outcome);
  const window = `${packet.window.opens} until ${packet.window.closes}`;
  const rows: [name: string, value: string][] = [
    ['decision', decisionId(sign)],
    ['packet', `${packet.id}, revision ${packet.revision}: ${packet.title}`],
    ['council', council],
    ['review window', window],
    ['you sign', option === null ? 'reject: none of the options' : outcome],
    ...(option === null ? [] : optionRows(option)),
    ...packet.blocked_paths.map(({ id, text }): [string, string] => ['must not be', `${id}: ${text}`]),
    ['rationale', decision.rationale.trim()],
    ['file', sign.file],
    ['manifest', sign.manifest],
    ['revision', packet.revision_digest],
    ['repository', `id ${sign.repository}`],
    ['by the word of', `${ledger.ledger.ref}, up to entry ${ledger.head?.number ?? 'none'}, and ${ledger.rulesFrom}`],
  ];
  const told = rows.flatMap(([name, value]) =>
    value.split('\n').map((line, index) => `  ${(index === 0 ? name : '').padEnd(16)}${line}`),
  );
  const open = rules.seal.profile === 'public' ? ['Your identity and the time go into a public log, for ever.'] : [];
  return [`You are about to sign ${outcome}:`, ...told, ...open].map(visible).join('\n');
}

function optionRows({ kind, title, description, expires, reach }: NonNullable<Question['option']>): [string, string][] {
  return [
    ['', `${kind}, until ${expires}: ${title}`],
    ...(description === null ? [] : [['', description.trim()] as [string, string]]),
    ...reach.map((line): [string, string] => ['', `- ${line}`]),
  ];
}

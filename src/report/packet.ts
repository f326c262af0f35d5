import type { OptionFacts, PacketFacts } from '../claims/claims.ts';
import { code, table } from './markdown.ts';

/** What a packet says, whole: its blocked paths and the reach of its options are never left to a digest. */
export function packetSections(facts: PacketFacts): string[] {
  const { summary, options, blocked_paths, evidence } = facts;
  return [
    `**${code(facts.title)}**`,
    summary
      .trim()
      .split(/\n+/)
      .map((line) => (line.trim() === '' ? '' : `> ${code(line, 2000)}`))
      .join('\n'),
    '**Blocked paths: these must not be taken**',
    table(
      ['id', 'in words'],
      blocked_paths.map(({ id, text }) => [code(id), code(text, 1000)]),
    ),
    '**Options**',
    options.map(optionItem).join('\n'),
    '**Evidence cited** (that it proves what it says is looked at by who relies on it)',
    evidence.length === 0
      ? 'none'
      : table(
          ['kind', 'uri', 'checksum'],
          evidence.map(({ kind, uri, checksum }) => [kind, code(uri), code(checksum)]),
        ),
  ];
}

function optionItem({ id, kind, title, description, expires, reach }: OptionFacts): string {
  const details = [...(description === null ? [] : [description]), ...reach];
  const lines = details.map((detail) => `  - ${code(detail.replaceAll('\n', ' '), 1000)}`);
  return [`- ${code(id)} (${kind}, until ${expires}): ${code(title)}`, ...lines].join('\n');
}

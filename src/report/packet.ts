import type { EvidenceClaim } from '../claims/evidence.ts';
import type { OptionFacts, PacketFacts } from '../claims/packet.ts';
import { code, table } from './markdown.ts';

/** A text is at most so long: none is cut where it is approved. That all of it fits is a rule of its own. */
const LONGEST_TEXT = 10_000;

/**
 * What a packet says, whole: its blocked paths and the reach of its options are never left to a digest. Without
 * `evidence`, which is read before the release and not again, only what it cites.
 */
export function packetSections(facts: PacketFacts, evidence: readonly EvidenceClaim[] | null): string[] {
  const { summary, options, blocked_paths } = facts;
  return [
    `**${code(facts.title)}**`,
    summary
      .trim()
      .split(/\n+/)
      .map((line) => (line.trim() === '' ? '' : `> ${code(line, LONGEST_TEXT)}`))
      .join('\n'),
    '**Blocked paths: these must not be taken**',
    table(
      ['id', 'in words'],
      blocked_paths.map(({ id, text }) => [code(id), code(text, 1000)]),
    ),
    '**Options**',
    options.map(optionItem).join('\n'),
    ...evidenceSection(facts, evidence),
  ];
}

function evidenceSection(facts: PacketFacts, evidence: readonly EvidenceClaim[] | null): string[] {
  if (evidence === null) {
    const rows = facts.evidence.map(({ kind, uri, checksum }) => [kind, code(uri), code(checksum)]);
    const cited = rows.length === 0 ? 'none' : table(['kind', 'uri', 'checksum'], rows);
    return ['**Evidence cited**, read at its source before the release', cited];
  }
  const rows = evidence.map((one) => [one.kind, proves(one), signedBy(one), code(one.uri), code(one.checksum)]);
  const heads = ['kind', 'what it proves', 'signed by', 'uri', 'checksum'];
  return ['**Evidence cited**, read at its source', rows.length === 0 ? 'none' : table(heads, rows)];
}

/** An outage takes nothing back, and what stood before it is said to be from before. */
function proves({ found, state }: EvidenceClaim): string {
  if ('unknown' in found) {
    const before = state === null ? 'it was never read' : `${state.state} when it was last read`;
    return found.skipped ? before : `❔ could not be read: ${code(found.unknown)}; ${before}`;
  }
  if (found.known.state === 'refused') return `❌ \`${found.known.code}\`: ${code(found.known.seen)}`;
  return `✅ verified${found.known.says.map((said) => `, ${code(said)}`).join('')}`;
}

function signedBy({ found }: EvidenceClaim): string {
  if ('unknown' in found || found.known.state === 'refused') return '';
  const { signer, signed_at } = found.known;
  return signer === null
    ? "GitHub's own word"
    : `${code(signer.identity)} at ${signed_at ?? 'a time nobody vouches for'}`;
}

function optionItem({ id, kind, title, description, expires, reach }: OptionFacts): string {
  const details = [...(description === null ? [] : [description]), ...reach];
  const lines = details.map((detail) => `  - ${code(detail.replaceAll('\n', ' '), LONGEST_TEXT)}`);
  return [`- ${code(id)} (${kind}, until ${expires}): ${code(title)}`, ...lines].join('\n');
}

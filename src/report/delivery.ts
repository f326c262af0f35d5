import type { EvidenceClaim } from '../claims/evidence.ts';
import type { PacketFacts } from '../claims/packet.ts';
import { decisionBranch } from '../decision/place.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { type Terms, termsDigest } from '../terms/terms.ts';
import { bounded, code, markerLine, table } from './markdown.ts';
import { packetSections } from './packet.ts';
import { termRows } from './terms.ts';

/** What a council receives, and where the ledger and the branch stood when it was sent. */
export interface Delivery {
  readonly terms: Terms;
  readonly rules: LoadedRules;
  readonly packet: PacketFacts;
  readonly evidence: readonly EvidenceClaim[];
  /** Address of the governance repository, and the merge commit. */
  readonly url: string;
  readonly merge: string;
  readonly approvers: readonly string[];
  /** The ledger's head at the moment: each recipient is a witness of it. */
  readonly ledger: { readonly number: number; readonly hash: string };
  /** The council's team, when it is in the audience. */
  readonly mention: string | null;
  readonly marker: string;
}

/** Its number is not known yet: it is opened once the release is recorded. */
function decisionSearch(url: string, { packet, revision }: Terms): string {
  return `${url}/pulls?q=${encodeURIComponent(`is:pr head:${decisionBranch({ packet, revision, number: 1 })}`)}`;
}

/** The issue that delivers a released packet. The marker, with the App as creator, is how it is found again. */
export function deliveryIssue(delivery: Delivery): { title: string; body: string } {
  const { terms, rules, packet, evidence, url, merge, approvers, ledger, mention, marker } = delivery;
  const folder = `${url}/tree/${merge}/packets/${terms.packet}`;
  const body = [
    markerLine(marker),
    `${mention === null ? '' : `@${mention}: `}packet ${code(terms.packet)} revision ${terms.revision} is released to you for a decision.`,
    `Read exactly this: [packets/${terms.packet} at ${merge.slice(0, 10)}](${folder}). Its blocked paths stay part of it.`,
    ...packetSections(packet, evidence),
    table(['term', 'value'], termRows(terms, rules)),
    `Approved for release by ${approvers.map((person) => code(person)).join(', ')}, under terms ${code(termsDigest(terms))}.`,
    `The App opens a pull request there that asks for the decision, [from this branch](${decisionSearch(url, terms)}). Members sign in it, by an approving review with the line ${code('/countersign sign <option-id>')} or ${code('/countersign sign reject')}.`,
    `Do not forward it outside the audience above. Witness: ledger entry ${ledger.number}, ${code(ledger.hash)}.`,
  ];
  return {
    title: `${terms.packet} revision ${terms.revision}: released for decision`,
    body: bounded(body.join('\n\n')),
  };
}

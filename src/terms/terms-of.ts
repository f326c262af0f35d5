import type { Line } from '../codeowners/codeowners.ts';
import type { Council } from '../council/council.ts';
import type { Endpoint } from '../council/endpoint.ts';
import { type Digest, digestOf } from '../digest/digest.ts';
import type { Named } from '../document/names.ts';
import type { EvidenceState } from '../evidence/state.ts';
import type { Packet } from '../packet/packet.ts';
import { personNamed } from '../people/people.ts';
import type { Rules } from '../policy/rules.ts';
import type { Terms } from './terms.ts';

export interface TermsInput {
  readonly packet: Packet;
  /** What each piece of cited evidence proved when it was last read, in the packet's order. */
  readonly evidence: readonly EvidenceState[];
  /** The digest of the packet's folder at the head. */
  readonly revisionDigest: Digest;
  /** The council that the pull request's base names. */
  readonly council: Council;
  readonly rules: Pick<Rules, 'people' | 'evidence'>;
  /** The lines that decide about the packet's paths: `linesFor`. */
  readonly codeownersLines: readonly Line[];
}

/**
 * The terms of a packet under these rules. Null where it has none: it is for another council, it names recipients
 * that its council does not list, or says nothing of endpoints that it does. Which it is, rules of their own say.
 */
export function termsOf(input: TermsInput): Terms | null {
  const { packet, evidence, revisionDigest, council, rules, codeownersLines } = input;
  const repositories = idsOf(packet.audience.repositories, council.audience.repositories);
  const teams = idsOf(packet.audience.teams, council.audience.teams);
  const webhooks = urlsOf(packet.audience.webhooks, council.audience.webhooks ?? []);
  if (packet.council !== council.council || repositories === null || teams === null || webhooks === null) return null;
  return {
    schema: 'governance.v1.Terms',
    packet: packet.id,
    revision: packet.revision,
    digests: {
      revision: revisionDigest,
      option_set: digestOf(packet.options),
      blocked_paths: digestOf(packet.blocked_paths),
      evidence_state: digestOf(
        packet.evidence.map((citation, index) => ({ citation, state: evidence[index] ?? null })),
      ),
    },
    council: council.council,
    audience: { repositories, teams, ...webhooks },
    review_window: packet.review_window,
    scope: council.scope,
    policy: policyDigest(packet, council, rules, codeownersLines),
  };
}

/** The ids of the named, sorted; null where one is not listed. */
function idsOf(names: readonly string[], listed: readonly Named[]): number[] | null {
  const ids = names.flatMap((name) => listed.find((one) => one.name === name)?.id ?? []);
  return ids.length < names.length ? null : ids.sort((a, b) => a - b);
}

/** The addresses of the named endpoints, sorted; nothing where the council has none, null where it is not said which. */
function urlsOf(ids: readonly string[] | undefined, listed: readonly Endpoint[]): { webhooks?: string[] } | null {
  if (listed.length === 0) return ids === undefined || ids.length === 0 ? {} : null;
  if (ids === undefined || ids.some((id) => listed.every((one) => one.id !== id))) return null;
  return { webhooks: listed.flatMap(({ id, url }) => (ids.includes(id) ? [url] : [])).sort() };
}

/**
 * The digest of the rules that were consulted and of no others, so that a change elsewhere voids nothing: this
 * council's file, the accounts and identities of the people that it names, who must have signed the kinds of evidence
 * that are cited, and what the lines of CODEOWNERS that decide here say, wherever in the file they stand.
 */
function policyDigest(
  packet: Packet,
  council: Council,
  { people, evidence }: TermsInput['rules'],
  codeownersLines: readonly Line[],
): Digest {
  const named = [...council.owners, ...council.members, ...council.sovereigns, ...council.workspace.people];
  return digestOf({
    council,
    people: Object.fromEntries(
      named.map((key) => {
        const { accounts = [], identities = [] } = personNamed(people, key) ?? {};
        return [key, { accounts, identities }];
      }),
    ),
    evidence: Object.fromEntries(packet.evidence.map(({ kind }) => [kind, evidence.kinds[kind] ?? null])),
    codeowners: codeownersLines.map(({ pattern, owners }) => ({ pattern, owners })),
  });
}

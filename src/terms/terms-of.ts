import type { Line } from '../codeowners/codeowners.ts';
import type { Council } from '../council/council.ts';
import { type Digest, digestOf } from '../digest/digest.ts';
import type { Complaint } from '../document/document.ts';
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

export type TermsResult =
  | { readonly ok: true; readonly terms: Terms }
  | { readonly ok: false; readonly complaints: readonly Complaint[] };

/**
 * The terms of a packet under these rules, or why it has none: it is for another council, or it names recipients
 * that its council does not list. Complaints are about values of `packet.yaml`.
 */
export function termsOf(input: TermsInput): TermsResult {
  const { packet, evidence, revisionDigest, council, rules, codeownersLines } = input;
  const complaints: Complaint[] = [];
  if (packet.council !== council.council) complaints.push(otherCouncil(packet, council));
  const resolve = (kind: 'repositories' | 'teams', listed: readonly Named[]): number[] =>
    packet.audience[kind]
      .flatMap((name, index) => {
        const found = listed.find((candidate) => candidate.name === name);
        if (found === undefined) complaints.push(notListed(['audience', kind, index], name, listed));
        return found === undefined ? [] : [found.id];
      })
      .sort((a, b) => a - b);
  const audience = {
    repositories: resolve('repositories', council.audience.repositories),
    teams: resolve('teams', council.audience.teams),
  };
  if (complaints.length > 0) return { ok: false, complaints };
  const terms: Terms = {
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
    audience,
    review_window: packet.review_window,
    scope: council.scope,
    policy: policyDigest(packet, council, rules, codeownersLines),
  };
  return { ok: true, terms };
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

function otherCouncil(packet: Packet, council: Council): Complaint {
  return {
    at: ['council'],
    code: 'council-mismatch',
    message: `expected \`${council.council}\`, the council of this branch, seen \`${packet.council}\``,
    hint: `open the pull request against council/${packet.council}, or name the council of this branch`,
  };
}

function notListed(at: Complaint['at'], name: string, listed: readonly Named[]): Complaint {
  return {
    at,
    code: 'audience-mismatch',
    message: `expected a part of the council's audience, seen \`${name}\``,
    hint: `the council lists ${listed.map((entry) => entry.name).join(', ') || 'none'}`,
  };
}

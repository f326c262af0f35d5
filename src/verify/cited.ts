import type { Known, Unknown } from '../claims/claims.ts';
import type { EvidenceClaim } from '../claims/evidence.ts';
import { type Digest, digestOf } from '../digest/digest.ts';
import type { Citation } from '../evidence/citation.ts';
import type { EvidenceState } from '../evidence/state.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import { evidenceProblems } from '../policy/consult.ts';
import type { LoadedRules, Rules } from '../policy/rules.ts';
import type { Instant } from '../time/instant.ts';
import { type EvidenceProof, proveEvidence } from './evidence.ts';
import type { EvidenceSeen, Read, Unread } from './observation.ts';

/** What each citation of a packet proves now, and what the terms say of it. */
export function evidenceClaims(
  citations: readonly Citation[],
  seen: Read<readonly EvidenceSeen[]>,
  rules: LoadedRules,
  facts: PullFacts | undefined,
  at: Instant,
): EvidenceClaim[] {
  // Of a policy that cannot be read nobody knows what it says: another rule holds, and there are no terms until then.
  const readable = rules.ok && evidenceProblems(rules).length === 0;
  return citations.map((cited) => {
    const { kind, uri, checksum } = cited;
    const citation = digestOf(cited);
    if (!readable) return { kind, uri, checksum, citation, found: NOT_READ, state: null };
    const found = 'read' in seen ? foundIn(cited, seen.read.find(isOf(citation)), rules.rules, at) : unknown(seen);
    // What could not be read is no state: what it proved last stands, so that an outage alone changes no terms.
    const state = 'known' in found ? stateOf(found.known) : (facts?.evidence.get(citation) ?? null);
    return { kind, uri, checksum, citation, found, state };
  });
}

function foundIn(cited: Citation, seen: EvidenceSeen | undefined, rules: Rules, at: Instant): Known<EvidenceProof> {
  if (seen === undefined) return { unknown: 'nobody looked at it' };
  const { reading } = seen;
  if ('unread' in reading) return { unknown: reading.unread };
  if ('refused' in reading) return { known: { state: 'refused', ...reading.refused } };
  return { known: proveEvidence(cited, reading.read, rules, at) };
}

const NOT_READ = { unknown: 'not read: another rule holds', skipped: true } as const;

function isOf(citation: Digest): (seen: EvidenceSeen) => boolean {
  return (seen) => seen.citation === citation;
}

function unknown({ unread, ...why }: Unread): Unknown {
  return { unknown: unread, ...why };
}

function stateOf(proof: EvidenceProof): EvidenceState {
  if (proof.state === 'refused') return { state: 'refused', code: proof.code };
  return { state: 'verified', statement: proof.statement };
}

import type { Link } from '../ledger/chain.ts';
import { type EntryOf, entryPath } from '../ledger/entry.ts';
import { personNamed } from '../people/people.ts';
import { keylessClaim } from '../signature/keyless.ts';
import { type ConclusionIntent, sealedConclusions } from './conclusions.ts';
import { peopleAt, sealRules } from './policies.ts';
import type { Lookup } from './references.ts';
import type { Rulebook } from './rulebook.ts';
import type { Found } from './seals.ts';

/** A signature that a conclusion counts with the signer's own Sigstore identity, and what was found. */
interface CheckedSignature {
  /** The entry that holds it. */
  readonly number: number;
  readonly found: Found;
}

/**
 * Verifies offline what people signed by themselves, as far as a sealed conclusion counts it so: over the outcome, by an
 * identity that policies/people.yaml gave that person at the commit of main by whose rules it was concluded.
 */
export async function checkSignatures(
  links: readonly Link[],
  lookup: Lookup,
  repository: number,
  rules: Rulebook,
): Promise<readonly CheckedSignature[]> {
  const checks = sealedConclusions(links, lookup).flatMap(({ intent }) =>
    intent.conclusion.signers.flatMap(({ assurance, signed: number }) => {
      const signed = lookup.get(number)?.entry;
      // What is no such signature is told with the references.
      if (assurance !== 'review+keyless' || signed?.kind !== 'signed') return [];
      return [foundAt(signed, intent, repository, rules).then((found) => ({ number, found }))];
    }),
  );
  return Promise.all(checks);
}

async function foundAt(
  { number, body }: EntryOf<'signed'>,
  { policy_commit: commit }: ConclusionIntent,
  repository: number,
  rules: Rulebook,
): Promise<Found> {
  const [said, people] = await Promise.all([sealRules(rules, commit), peopleAt(rules, commit)]);
  if (typeof said === 'string') return { state: 'unchecked', why: said };
  if (typeof people === 'string') return { state: 'unchecked', why: people };
  const { packet, revision, decision, file, manifest, outcome, person, keyless } = body;
  const claim = keylessClaim(keyless?.bundle, {
    sign: { repository, packet, revision, number: decision, file, manifest, outcome },
    identities: personNamed(people, person)?.identities ?? [],
    trust: { profile: said.policy.profile, trustedRoot: said.trustedRoot },
  });
  if (claim.proven) {
    const { signed_at: sealedAt, identity, issuer } = claim;
    return { state: 'good', sealedAt, identity, issuer };
  }
  const { code, expected, seen } = claim;
  const hint = `${person} did not sign this outcome: a conclusion that counts it was not reached by its rules`;
  return { state: 'wrong', problem: { code, number, path: entryPath(number), expected, seen, hint } };
}

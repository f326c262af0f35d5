import type { EvidenceClaim } from '../../claims/evidence.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

/** Every kind of evidence that the council wants to see is cited. What it proves is another rule. */
export const requiredEvidence: Rule = ({ packet, council }) => {
  const wanted = 'every kind of evidence that the council requires, cited';
  if (packet === null || council === null) return waitsFor('required-evidence', wanted, 'packet and policy');
  const cited: readonly string[] = packet.evidence.map(({ kind }) => kind);
  const missing = council.required_evidence.filter((kind) => !cited.includes(kind));
  if (missing.length === 0)
    return met('required-evidence', wanted, cited.length === 0 ? 'none is required' : cited.join(', '));
  return unmet('required-evidence', 'attestation-missing', {
    wanted: `${wanted}: ${council.required_evidence.join(', ')}`,
    seen: `without ${missing.join(', ')}`,
    mend: `cite ${missing.join(', ')} under \`evidence\` in packet.yaml`,
  });
};

/** What is cited was read at its source and proves what it is cited for: what cannot be read is never fine. */
export const evidence: Rule = ({ claims, packet }) => {
  const wanted = 'cited evidence that is signed by whom the policy names, about its subjects, and says yes';
  if (packet === null) return waitsFor('evidence', wanted, 'packet');
  const refused = claims.evidence.flatMap(refusalOf);
  const [first, ...others] = refused;
  if (first !== undefined) {
    return unmet('evidence', first.code, {
      wanted: refused.map(({ what, expected }) => `${what}: ${expected}`).join('; '),
      seen: refused.map(({ what, seen }) => `${what}: ${seen}`).join('; '),
      mend: [...new Set(refused.map(({ hint }) => hint))].join('; '),
      also: [...new Set(others.map(({ code }) => code))].filter((code) => code !== first.code),
    });
  }
  const unread = claims.evidence.flatMap(({ kind, uri, found }) =>
    'unknown' in found ? [{ ...found, unknown: `${kind} at ${uri}: ${found.unknown}` }] : [],
  );
  if (unread.length > 0) {
    const unknown = unread.map(said).join('; ');
    // One that nobody had to look at excuses none that somebody had to.
    const skipped = unread.every((gap) => gap.skipped);
    return unreadable('evidence', wanted, { unknown, ...(skipped && { skipped }) });
  }
  const read = claims.evidence.map(({ kind }) => kind);
  return met('evidence', wanted, read.length === 0 ? 'none is cited' : read.join(', '));
};

function refusalOf({ kind, uri, found }: EvidenceClaim) {
  if ('unknown' in found || found.known.state === 'verified') return [];
  return [{ what: `${kind} at ${uri}`, ...found.known }];
}

function said({ unknown }: { readonly unknown: string }): string {
  return unknown;
}

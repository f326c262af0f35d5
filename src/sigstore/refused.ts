import { ValidationError } from '@sigstore/bundle';
import type { Unproven } from '../evidence/unproven.ts';

/** The answer to something signed that does not prove what it should. */
export interface Refusal extends Unproven {
  readonly ok: false;
}

const HINTS: Record<Refusal['code'], string> = {
  'attestation-missing': 'an attestation of another kind does not stand in for the one that is needed',
  'attestation-invalid': 'do not use it; have a new one made',
  'attestation-identity-mismatch': 'the signer must equal the one that was named, letter by letter',
  'attestation-subject-mismatch': 'it is about something else; take the one about this',
  'trust-root-stale': 'bring the trusted root up to date',
};

const LONGEST = 300;

/** The answer to what does not prove what it should; `seen` becomes one short line. */
export function refusal(
  code: Refusal['code'],
  expected: string,
  seen: string,
  hints: Record<Refusal['code'], string> = HINTS,
): Refusal {
  const cut = seen
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ');
  return { ok: false, code, expected, seen: cut === '' ? 'nothing' : cut, hint: hints[code] };
}

/** Ends a check from within; `answered` turns it into the answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: Refusal['code'], expected: string, seen: string) {
    super(`${code}: expected ${expected}`);
    this.refusal = refusal(code, expected, seen);
  }
}

/** What a check gives, or why it was refused. Whatever is thrown refuses: what cannot be read proves nothing. */
export function answered<T>(check: () => T): T | Refusal {
  try {
    return check();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    return refusal('attestation-invalid', 'a Sigstore bundle that verifies', said(error));
  }
}

export function invalid(expected: string, seen: string): Refused {
  return new Refused('attestation-invalid', expected, seen);
}

function said(error: unknown): string {
  if (error instanceof ValidationError) return `a bundle without a proper ${error.fields.join(', ')}`;
  return error instanceof Error ? error.message : 'something that cannot be read';
}

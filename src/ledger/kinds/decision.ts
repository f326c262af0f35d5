import { z } from 'zod';
import { ASSURANCES, ROLES } from '../../conclusion/conclusion.ts';
import { outcomeSchema } from '../../decision/outcome.ts';
import { code, digest, entryNumber, id, instant, line, name, oid, packet, revision, text } from '../field.ts';

const which = { pull: id, packet, revision, decision: revision };
const roles = z.array(z.enum(ROLES)).min(1).max(3).readonly();

/**
 * The first time that this signature counted, with what proves it: a person's last one says what that person is for,
 * whatever becomes of the review.
 */
export const signed = z.strictObject({
  ...which,
  head: oid,
  file: digest,
  manifest: digest,
  review: id,
  account: id,
  person: name,
  roles,
  assurance: z.enum(ASSURANCES),
  outcome: outcomeSchema,
  submitted_at: instant,
  /** The signer's own Sigstore identity and bundle, where the review carries one that verifies. */
  keyless: z
    .strictObject({
      identity: line(500),
      issuer: line(2000),
      signed_at: instant,
      bundle: z.record(z.string(), z.json()),
    })
    .optional(),
});

/** A review that asked to sign and did not: by an agent, without the role, edited, or with other words than one line. */
export const signatureRefused = z.strictObject({
  pull: id,
  head: oid.nullable(),
  review: id,
  account: id,
  login: line(100),
  person: name.nullable(),
  agent: z.boolean(),
  code,
  why: text(500),
});

/** Concluded for good: quorum signed, asked for, sealed, and merged as signed. Only from here on may it be enacted. */
export const concluded = z.strictObject({
  ...which,
  council: name,
  scope: z.enum(['test', 'production']),
  outcome: outcomeSchema,
  signers: z
    .array(z.strictObject({ person: name, account: id, review: id }))
    .min(2)
    .max(200)
    .readonly(),
  conclusion: digest,
  merge: oid,
  seal: entryNumber,
});

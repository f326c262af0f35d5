import { z } from 'zod';
import { outcomeSchema } from '../decision/outcome.ts';
import { type Digest, digestOf } from '../digest/digest.ts';
import { digest, id, name, oid } from '../document/names.ts';
import { anyOption } from '../packet/option.ts';
import { instant } from '../time/instant.ts';

/** In which role somebody signs: any listed person, a member of the council, one named above it. */
export const ROLES = ['human', 'council', 'sovereign'] as const;
export type Role = (typeof ROLES)[number];
/** How a signature is assured: by the review alone, or by the signer's own Sigstore identity too. */
export const ASSURANCES = ['review', 'review+keyless'] as const;
export type Assurance = (typeof ASSURANCES)[number];

const signer = z.strictObject({
  person: name,
  account: id,
  review: id,
  roles: z.array(z.enum(ROLES)).min(1).readonly(),
  assurance: z.enum(ASSURANCES),
  submitted_at: instant,
  /** The ledger's entry that recorded this signature, with what proves it. */
  signed: z.int().nonnegative(),
});

/** What a council concluded: which outcome, of what, signed by whom, and who asked to conclude it. */
export const conclusionSchema = z.strictObject({
  schema: z.literal('governance.v1.Conclusion'),
  packet: z.string(),
  revision: z.int().min(1),
  decision: z.int().min(1),
  council: name,
  scope: z.enum(['test', 'production']),
  outcome: outcomeSchema,
  /** The option that was approved, as the released packet words it; null for `reject`. */
  option: anyOption.nullable(),
  /** The file of the decision, as signed. */
  file: digest,
  /** The sealed manifest of the release that it decides about, and the entry that released it. */
  manifest: digest,
  release: z.int().nonnegative(),
  head: oid,
  requester: name.nullable(),
  review_window: z.strictObject({ opens: instant, closes: instant }),
  signers: z.array(signer).min(2).max(200).readonly(),
  /** Whose comment asked for it: it adds no authority. */
  asked: z.strictObject({ person: name, account: id, comment: id }),
});
export type Conclusion = z.infer<typeof conclusionSchema>;

/** The sha256 of the conclusion in canonical JSON: by it entries name what was sealed. */
export function conclusionDigest(conclusion: Conclusion): Digest {
  return digestOf(conclusion);
}

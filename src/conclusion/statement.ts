import { z } from 'zod';
import { decisionPath, placeNamed } from '../decision/place.ts';
import type { Digest } from '../digest/digest.ts';
import { digest, id, oid } from '../document/names.ts';
import type { IntentPlace } from '../manifest/manifest.ts';
import { statementSchema } from '../manifest/statement.ts';
import { type Conclusion, conclusionDigest, conclusionSchema } from './conclusion.ts';

/** A name, not a page. */
export const CONCLUSION_TYPE = 'https://countersign.dev/conclusion/v1';

const predicate = z.strictObject({
  conclusion: conclusionSchema,
  policy_commit: oid,
  intent: z.strictObject({ number: z.int().nonnegative(), hash: digest }),
  repository: id,
});

/** What the seal of a decision is over: what a council concluded, by whose signatures, and which ledger entry says so. */
export const conclusionStatementSchema = statementSchema.extend({
  predicateType: z.literal(CONCLUSION_TYPE),
  predicate,
});
export type ConclusionStatement = z.infer<typeof conclusionStatementSchema>;

/** An intent to seal a conclusion, as far as it becomes the statement. */
export interface ConclusionIntent {
  readonly conclusion: Conclusion;
  readonly policy_commit: string;
}

/**
 * The statement of an intent. Nothing but the entry and its place goes in, so that whoever reads the ledger builds the
 * same one, byte for byte.
 */
export function conclusionStatement(
  { conclusion, policy_commit }: ConclusionIntent,
  { repository, number, hash }: IntentPlace,
): ConclusionStatement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: Object.entries(conclusionSubjects(conclusion)).map(([name, sum]) => ({
      name,
      digest: { sha256: sum.slice('sha256:'.length) },
    })),
    predicateType: CONCLUSION_TYPE,
    predicate: { conclusion, policy_commit, intent: { number, hash }, repository },
  };
}

/** What the statement is about, by name: the decision's file, as signed, and the conclusion in canonical JSON. */
function conclusionSubjects(conclusion: Conclusion): Readonly<Record<string, Digest>> {
  const path = decisionPath(placeNamed(conclusion));
  return { [path]: conclusion.file, [path.replace(/\.yaml$/, '.conclusion.json')]: conclusionDigest(conclusion) };
}

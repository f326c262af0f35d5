import { z } from 'zod';
import { canonicalJson } from '../digest/digest.ts';

/** What a DSSE envelope around a statement says that it holds. */
export const STATEMENT_TYPE = 'application/vnd.in-toto+json';

const subject = z.strictObject({ name: z.string().min(1), digest: z.record(z.string(), z.string()) });

/** An in-toto Statement v1: a predicate about subjects, each named by digest. */
export const statementSchema = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(subject).min(1).readonly(),
  predicateType: z.string().min(1),
  predicate: z.record(z.string(), z.json()),
});
export type Statement = z.infer<typeof statementSchema>;

/** A statement before it is sealed, with a predicate of whichever type. */
export interface StatementToSeal extends Omit<Statement, 'predicate'> {
  readonly predicate: object;
}

/** The bytes of a statement that are sealed: RFC 8785. */
export function statementBytes(statement: StatementToSeal): Uint8Array {
  return new TextEncoder().encode(canonicalJson(statement));
}

/**
 * The statement in these bytes. Takes RFC 8785 only, as all of ours are: with another order, spacing, or a
 * duplicate key (which two readers read in two ways) it is no statement. Throws otherwise, with what was seen.
 */
export function readStatement(bytes: Uint8Array): Statement {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value: unknown = JSON.parse(text);
  if (canonicalJson(value) !== text) throw new TypeError('not in RFC 8785 form, or with a duplicate key');
  return statementSchema.parse(value);
}

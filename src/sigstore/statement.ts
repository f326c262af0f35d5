import { z } from 'zod';
import { type Json, readJson } from '../document/json.ts';
import { invalid } from './refused.ts';

/** What a DSSE envelope around a statement says that it holds. */
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
/** Both have the same fields; cosign still writes the older one. */
const TYPES = ['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1'] as const;

const subject = z.object({ name: z.string().optional(), digest: z.record(z.string(), z.string()) });
const statement = z.object({
  _type: z.literal(TYPES),
  subject: z.array(subject).min(1),
  predicateType: z.string().min(1),
  // JSON as it was read: it is not walked again.
  predicate: z.custom<Record<string, Json>>(isObject, 'expected an object').default({}),
});

/** An in-toto Statement that was signed: a predicate about subjects, each named by its digests. */
export interface SignedStatement {
  readonly subject: readonly {
    readonly name?: string | undefined;
    readonly digest: Readonly<Record<string, string>>;
  }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, Json>>;
}

/**
 * The statement in the bytes of a DSSE payload (in-toto attestation framework, `spec/v1/statement.md`). Takes any JSON
 * that all readers read alike; fields that nobody knows are passed over, as that page demands. Throws `Refused`.
 */
export function readSigned(payloadType: string, payload: Uint8Array): SignedStatement {
  if (payloadType !== PAYLOAD_TYPE) throw invalid(`payload type \`${PAYLOAD_TYPE}\``, `\`${payloadType}\``);
  const read = statement.safeParse(parsed(payload));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid('an in-toto statement', `\`${issue?.path.join('.') ?? ''}\`: ${issue?.message ?? 'something else'}`);
}

function parsed(payload: Uint8Array): Json {
  try {
    return readJson(payload);
  } catch (error) {
    throw invalid('a statement in JSON', error instanceof Error ? error.message : 'something else');
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

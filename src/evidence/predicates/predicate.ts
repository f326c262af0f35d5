import { z } from 'zod';
import { explain } from '../../document/explain.ts';
import type { Json } from '../../document/json.ts';
import { cut } from '../../document/text.ts';
import type { Instant } from '../../time/instant.ts';
import type { Subject } from '../citation.ts';

/** What a statement says, once its signature, its signer and its subjects are proven. */
export interface Claimed {
  readonly type: string;
  readonly content: Readonly<Record<string, Json>>;
  /** What it is cited for; the statement names each of them. */
  readonly subjects: readonly Subject[];
  /** Now: nothing can speak of what comes later. */
  readonly at: Instant;
}

/** Why a content does not say yes. */
export interface Shortfall {
  readonly expected: string;
  readonly seen: string;
}

/** One kind of evidence: the predicate types that can prove it, and when their content says yes. */
export interface Predicate {
  readonly types: readonly string[];
  /** What the policy must, or may, demand of the content. */
  readonly demands: z.ZodType;
  /** Whether GitHub's word about a check or workflow run can stand for it: there is nothing to it but that it went well. */
  readonly byRun: boolean;
  /** What it says, in short sentences for people, or why that is no yes. `demands` as the policy's schema gave them. */
  readonly read: (claimed: Claimed, demands: unknown) => readonly string[] | Shortfall;
}

interface Given<Content, Demands> {
  /** By predicate type, how its content is read. Formats that are not ours keep fields that we do not know. */
  readonly types: Readonly<Record<string, z.ZodType<Content>>>;
  readonly demands: z.ZodType<Demands>;
  readonly byRun?: boolean;
  readonly says: (content: Content, asked: Claimed & { readonly demands: Demands }) => readonly string[] | Shortfall;
}

/** For kinds of which the policy can demand nothing beside its signers. */
export const noDemands = z.strictObject({}).optional();

export function predicate<Content, Demands>(given: Given<Content, Demands>): Predicate {
  const { types, demands, byRun = false, says } = given;
  return {
    types: Object.keys(types),
    demands,
    byRun,
    read: (claimed, asked) => {
      const schema = Object.hasOwn(types, claimed.type) ? types[claimed.type] : undefined;
      if (schema === undefined) return short(Object.keys(types).join(' or '), claimed.type);
      const read = schema.safeParse(claimed.content, { reportInput: true });
      if (read.success) return says(read.data, { ...claimed, demands: demands.parse(asked) });
      const [first] = explain(read.error.issues.slice(0, 1), schema, () => undefined);
      const at = first && first.at.length > 0 ? `at ${first.at.join('.')}: ` : '';
      return short(`content that fits \`${claimed.type}\``, `${at}${first?.message ?? 'something else'}`);
    },
  };
}

/** Both texts may quote the content. */
export function short(expected: string, seen: string): Shortfall {
  return { expected: cut(expected, 300), seen: cut(seen, 300) };
}

import { z } from 'zod';
import { name } from '../document/names.ts';

/**
 * What people conclude on a decision: one option of the packet, or none of them. Nothing that agents can reach makes
 * a value of this type: a proposal has a status, and no verdict.
 */
export const outcomeSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('approve'), option: name }),
  z.strictObject({ verdict: z.literal('reject') }),
]);
export type Outcome = Readonly<z.infer<typeof outcomeSchema>>;

/** As people sign it and read it: `wait`, or `reject`. No option is called `reject`. */
export function outcomeText(outcome: Outcome): string {
  return outcome.verdict === 'reject' ? 'reject' : outcome.option;
}

/** All that can be signed of a packet with these options, as people write it. */
export function outcomesOf(options: readonly { readonly id: string }[]): string[] {
  return [...options.map(({ id }) => id), 'reject'];
}

/** Whether two people who signed these agree. */
export function sameOutcome(one: Outcome, other: Outcome): boolean {
  return outcomeText(one) === outcomeText(other);
}

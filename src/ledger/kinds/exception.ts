import { z } from 'zod';
import { exceptionSchema } from '../../packet/option.ts';
import { entryNumber, instant, name, packet, revision, text } from '../field.ts';

const which = { packet, revision, decision: revision, council: name, conclusion: entryNumber };

/** An exception begins: what was signed, by whom, why, and how far it reaches. Its state is computed, never stored. */
export const granted = z.strictObject({
  ...which,
  /** The option that was approved; with packet and revision it names the exception. */
  option: name,
  title: text(200),
  requester: name.nullable(),
  signers: z.array(name).min(2).max(200).readonly(),
  rationale: text(10_000),
  reach: exceptionSchema,
  expires: instant,
});

/** A conclusion took effect that grants nothing: what the packet says about that outcome is recorded. */
export const enacted = z.strictObject({
  ...which,
  outcome: z.enum(['reject', 'wait', 'escalate', 'other']),
  option: name.nullable(),
  says: text(12_000),
});

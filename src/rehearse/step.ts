import type { z } from 'zod';
import type { RefusedByGitHub } from './stage/api.ts';
import type { Stage } from './stage/stage.ts';

/** A rehearsal under way. */
export interface Play {
  readonly stage: Stage;
  /** What GitHub refused of the last act, until an `expect` takes note of it. */
  refusal: RefusedByGitHub | null;
  /** How much of the record, of the bot's writes, of workflow runs and of notices earlier `expect` steps have seen. */
  readonly seen: { entries: number; writes: number; runs: number; told: readonly string[] };
  /** Notes that something is not as expected; the play goes on. */
  differ(expected: string, seen: string): void;
}

/** A kind of step: what may be written under its name, what it says to people, and what it does. */
export interface StepKind {
  readonly schema: z.ZodType;
  /** Whether a second passes before it, and the bot comes to rest after it. */
  readonly takesTime: boolean;
  tell(value: unknown): string;
  play(play: Play, value: unknown): Promise<void>;
}

interface Written<T> {
  readonly takesTime?: boolean;
  /** One line, in the present tense: `ann approves ask`. */
  tell(value: T): string;
  play(play: Play, value: T): Promise<void> | void;
}

/** Makes a kind of step. Values come from a file that was read, so parsing them again gives them their type. */
export function stepKind<S extends z.ZodType>(schema: S, written: Written<z.infer<S>>): StepKind & { schema: S } {
  return {
    schema,
    takesTime: written.takesTime ?? true,
    tell: (value) => written.tell(schema.parse(value)),
    play: async (play, value) => written.play(play, schema.parse(value)),
  };
}

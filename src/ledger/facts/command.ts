import type { Outcome } from '../../decision/outcome.ts';
import type { Code } from '../../finding/code.ts';
import type { EntryOf } from '../entry.ts';

/** A command that was answered; its comment is never read again, not even when it is edited or deleted. */
export interface CommandFacts {
  readonly entry: number;
  readonly at: string;
  readonly comment: number;
  readonly account: number;
  readonly person: string | null;
  readonly verb: string | null;
  readonly argument: string | null;
  readonly head: string | null;
  readonly answer: string;
  /** Null: it was done. */
  readonly refused: Code | null;
  /** The outcome with which a decision was asked to be concluded; null for every other command. */
  readonly outcome: Outcome | null;
}

/** A command by the entry that answered it. */
export function commandFacts({ number, at, body }: EntryOf<'command'> | EntryOf<'refusal'>): CommandFacts {
  const { comment, account, person, verb, argument, head, answer } = body;
  const refused = 'code' in body ? body.code : null;
  const outcome = 'outcome' in body ? (body.outcome ?? null) : null;
  return { entry: number, at, comment, account, person, verb, argument, head, answer, refused, outcome };
}

/** The last wish to conclude a decision that was granted at this head. */
export function wishToConclude(
  commands: ReadonlyMap<number, CommandFacts>,
  head: string | undefined,
): CommandFacts | undefined {
  return [...commands.values()].findLast((one) => {
    return one.verb === 'conclude' && one.refused === null && one.head === head;
  });
}

import type { CommandClaim, DenialClaim, UnheardClaim } from '../claims/command.ts';
import { commandsIn } from '../command/commands.ts';
import { unheardIn } from '../command/unheard.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import { isAgent, type People, personOfAccount } from '../people/people.ts';
import { compareInstants } from '../time/instant.ts';
import type { CommentSeen } from './observation/discussion.ts';

/** What says of a command whether it is new, and whether it is meant for the present head. */
interface Standing {
  readonly facts: PullFacts | undefined;
  readonly arrival: { readonly at: string } | null;
}

/** The commands that nobody has answered yet. Of a comment with several the first stands for all of them. */
export function commandClaims(
  comments: readonly CommentSeen[],
  people: People,
  { facts, arrival }: Standing,
): CommandClaim[] {
  return comments.flatMap(({ id: comment, author, body, createdAt, edited, viaApp }) => {
    const commands = commandsIn(body);
    const [first] = commands;
    // Of a deleted account nobody knows whose word it was.
    if (first === undefined || author.id === null || facts?.commands.has(comment)) return [];
    const { id: account, login, type } = author;
    return [
      {
        comment,
        account,
        login,
        type,
        person: personOfAccount(people, account) ?? null,
        agent: type !== 'User' || isAgent(people, account),
        ...first,
        several: commands.length > 1,
        edited,
        via_app: viaApp,
        created_at: createdAt,
        // In the same second nobody can say which came first.
        timely: arrival === null ? null : compareInstants(createdAt, arrival.at) > 0,
      },
    ];
  });
}

/** More of them are noise: whoever wrote the last ones reads this. */
const MOST_UNHEARD = 10;

/** What listed people wrote that only looks like a command; of others everybody could fill a page. */
export function unheardClaims(comments: readonly CommentSeen[], people: People): UnheardClaim[] {
  const unheard = comments.flatMap(({ id: comment, author, body }) => {
    const why = unheardIn(body);
    const person = author.id === null ? undefined : personOfAccount(people, author.id);
    return why === null || person === undefined ? [] : [{ comment, person, why }];
  });
  return unheard.slice(-MOST_UNHEARD);
}

/** The denials that were granted for a head, whatever became of their comments since. */
export function denialsOf(facts: PullFacts | undefined, head: string): DenialClaim[] {
  return [...(facts?.commands.values() ?? [])].flatMap((command) => {
    const { verb, person, comment, argument: reason } = command;
    if (command.refused !== null || command.head !== head || person === null || reason === null) return [];
    return verb === 'deny' || verb === 'withdraw' ? [{ verb, person, comment, reason }] : [];
  });
}

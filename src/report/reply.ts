import { isVerb } from '../command/verb.ts';
import type { Code } from '../finding/code.ts';
import { code, markerLine } from './markdown.ts';
import { commands } from './status.ts';

/** What somebody asked for in a comment, and what came of it. */
interface Answered {
  readonly verb: string | null;
  readonly answer: string;
  /** Null: it was done. */
  readonly refused: Code | null;
}

/** By what the reply to a comment is found again. */
export function replyMarker(comment: number): string {
  return markerLine(`countersign:reply:${comment}`);
}

/** The comment that answers another, where there is no page of ours that could. */
export function reply(comment: number, login: string, { verb, answer, refused }: Answered): string {
  const strange = verb === null || !isVerb(verb);
  return [
    replyMarker(comment),
    `${code(`@${login}`)}: ${refused === null ? '✅ ' : `❌ \`${refused}\`: `}${code(answer, 500)}`,
    ...(strange ? ['What can be asked for:', commands()] : []),
  ].join('\n\n');
}

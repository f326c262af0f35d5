import type { CommandClaim } from '../claims/command.ts';
import type { Council } from '../council/council.ts';
import { CORRECTIONS } from '../ledger/kinds/correction.ts';
import { type Becomes, barred, no } from './asked.ts';

/** What is wrong with a released packet, in the words of a member of its council. */
export interface Correction {
  readonly correction: (typeof CORRECTIONS)[number];
  readonly note: string;
}

/** What becomes of a command on the issue that delivered a packet. */
export function correctionAnswer(asked: CommandClaim, council: Council | null): Becomes {
  const bar = barred(asked, 'delivery');
  if (bar !== null) return bar;
  if (council === null) return 'waits';
  if (asked.person === null || !council.members.includes(asked.person))
    return no(`only a member of ${council.council} corrects: ${council.members.join(', ')}`);
  const correction = correctionIn(asked.argument);
  if (correction === null) return no(`expected one of ${CORRECTIONS.join(', ')}, and a note`);
  if (correction.note === '') return no('it does not say what is wrong: write it behind the kind');
  return { done: `counted as a correction: ${correction.correction}` };
}

/** The kind and the note; null where the first word is no kind. */
export function correctionIn(argument: string): Correction | null {
  const [word = ''] = argument.split(' ');
  const correction = CORRECTIONS.find((known) => known === word);
  return correction === undefined ? null : { correction, note: argument.slice(word.length).trim() };
}

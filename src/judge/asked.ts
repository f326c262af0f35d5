import type { CommandClaim } from '../claims/command.ts';
import { type CommandPlace, isVerb, placesOf, verbNamed } from '../command/verb.ts';
import type { Outcome } from '../decision/outcome.ts';
import type { Code } from '../finding/code.ts';

/**
 * What becomes of a command. The sentence is for whoever wrote it; `outcome` is that with which a decision is then to be
 * concluded.
 */
export type Answer = { readonly asked: CommandClaim; readonly sentence: string } & (
  | { readonly result: 'done'; readonly outcome?: Outcome }
  /** `recorded`: as an attempt at something that nobody may do, or no agent. */
  | { readonly result: 'refused'; readonly code: Code; readonly recorded: boolean }
);
/** The same before it is an answer: a sentence of what is done, a refusal, or neither yet. */
export type Becomes =
  | { readonly done: string; readonly outcome?: Outcome }
  | { readonly code: Code; readonly why: string; readonly recorded?: true }
  /** It waits for something that is not known yet. */
  | 'waits'
  /** By somebody who is nobody here: no entry and no answer, or everybody could fill the ledger. */
  | 'ignored';

const VERDICTS = ['sign', 'conclude'];

/** What becomes of a command before it is asked what it is for; null where it can be done in this place. */
export function barred(asked: CommandClaim, here: CommandPlace): Becomes | null {
  const { verb, agent, type, person, edited, several, via_app } = asked;
  if (agent && VERDICTS.includes(verb)) {
    return { code: 'verdict-not-permitted', why: 'agents propose; only people conclude', recorded: true };
  }
  if (verb === 'forward' && !edited) {
    const why = 'nobody forwards a packet: for another audience, propose another packet';
    return { code: 'forwarding-blocked', why, recorded: true };
  }
  if (agent)
    return type === 'User' ? { code: 'signer-not-human', why: 'agents propose, and ask for nothing' } : 'ignored';
  if (person === null) return 'ignored';
  if (edited) return no('a comment that was edited asks for nothing: write another');
  if (via_app === null) return 'waits';
  if (via_app) return { code: 'signer-not-human', why: 'it was written through an App: write it on GitHub itself' };
  if (several) return no('a comment asks for one thing: write one for each');
  if (!isVerb(verb)) return no('there is no such command');
  const known = verbNamed(verb);
  if (known.comes) return no('this version does not know what to do with it yet');
  return known.where.includes(here) ? null : no(`it belongs on ${placesOf(known)}`);
}

/** The answer, if there is one yet. */
export function answered(asked: CommandClaim, becomes: Becomes): Answer[] {
  if (becomes === 'waits' || becomes === 'ignored') return [];
  if ('done' in becomes) {
    const { done: sentence, ...outcome } = becomes;
    return [{ asked, result: 'done', sentence, ...outcome }];
  }
  const { code, why, recorded = false } = becomes;
  return [{ asked, result: 'refused', code, recorded, sentence: why }];
}

/** A refusal of what is wrong with the command itself. */
export function no(why: string): Becomes {
  return { code: 'event-rejected', why };
}

import { commentOnce } from './act/comment.ts';
import { placeOf } from './act/place.ts';
import { type Governor, type LookAgain, PAUSE_MS, waitAfter } from './flow.ts';
import type { Draft } from './ledger/entry.ts';
import type { LedgerFacts } from './ledger/facts.ts';
import type { DeliveredIssues } from './observe/delivered.ts';
import { planListen, type ReplyStep } from './plan/listen.ts';
import { instantOf } from './time/instant.ts';

/** A process that hears what councils say of what was delivered to them. */
export interface Listener extends Pick<Governor, 'observer' | 'hands' | 'log'> {
  readonly delivered: DeliveredIssues;
}

const MOST_TURNS = 4;

/**
 * Hears the commands that members of councils write on delivered issues. Apart from the loop of pull requests, like what
 * recipients are told: a repository that is out of reach holds nothing, and what is said there changes no release.
 */
export async function listen(listener: Listener): Promise<LookAgain> {
  const { observer, delivered, log } = listener;
  try {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const { at, rules, ledger } = await observer.survey();
      const loaded = 'read' in rules ? rules.read.loaded : null;
      if (!('read' in ledger) || !loaded?.ok) return { inMs: PAUSE_MS };
      const { read: facts } = ledger;
      const read = await delivered.read(facts);
      for (const one of read) if ('unread' in one) log(`delivered issues: ${one.unread}`);
      const seen = read.flatMap((one) => ('read' in one ? one.read : []));
      const steps = seen.map((one) => planListen(one, facts, loaded.rules));
      delivered.settle(steps.flatMap(({ settled }) => settled));
      const record = steps.flatMap((step) => step.record);
      const replies = steps.flatMap((step) => step.replies);
      // If we stop here nothing is answered twice: the ledger knows each answer before anybody reads it.
      if (record.length > 0) await append(record, instantOf(at.getTime()) ?? '', facts, listener);
      else if (replies.length > 0) for (const reply of replies) await answer(reply, listener);
      else return null;
    }
    return { inMs: PAUSE_MS };
  } catch (error) {
    log(`delivered issues: ${error instanceof Error ? error.message : String(error)}`);
    return { inMs: waitAfter(error) };
  }
}

/** When the ledger moved meanwhile, the next turn sees what it says now. */
async function append(drafts: readonly Draft[], at: string, since: LedgerFacts, { hands }: Listener): Promise<void> {
  await hands.ledger.append({ drafts, claims: new Map(), at, since });
}

async function answer({ repository, issue, marker, since, body }: ReplyStep, { hands }: Listener): Promise<void> {
  const there = await hands.elsewhere(repository.name);
  const place = await placeOf(there, repository);
  await commentOnce(there, { ...place, issue, creator: hands.botLogin, since }, marker, body);
}

import { type Channels, notify } from './act/notify.ts';
import { type Governor, type LookAgain, PAUSE_MS, waitAfter } from './flow.ts';
import { Unanswered } from './github/client.ts';
import type { LedgerFacts } from './ledger/facts.ts';
import { type Attempt, attempted, planRoute, type Sending } from './plan/route.ts';
import { compareInstants, instantOf, msOf } from './time/instant.ts';

/** What a turn of the messenger came to. */
export interface Routed {
  readonly again: LookAgain;
  /** The pull requests to look at: what their pages say may be another thing now, or was never said by a bot that died. */
  readonly pulls: readonly number[];
}

/** A process that tells recipients of releases. */
export interface Messenger extends Pick<Governor, 'observer' | 'log'> {
  readonly channels: Channels;
  readonly ledger: Governor['hands']['ledger'];
  /** `owner/name` of the governance repository, and the address that people use. */
  readonly governance: { readonly name: string; readonly webUrl: string };
  /**
   * What became of attempts that the ledger could not be told, by delivery id. Lost with the process, which then tries
   * again: receivers drop what they have seen.
   */
  readonly unrecorded: Map<string, Attempt>;
}

const SOONEST_MS = 1000;

/**
 * Tells who is due to be told, and records what came of it. Apart from the loop of pull requests: a recipient that
 * does not answer holds nothing. It goes by the ledger alone, so it goes on wherever a process stopped.
 */
export async function route(messenger: Messenger): Promise<Routed> {
  const { observer, ledger, channels, governance, unrecorded, log } = messenger;
  try {
    const { at: seenAt, repository: id, rules, ledger: read } = await observer.survey();
    const at = instantOf(seenAt.getTime());
    if (!('read' in read) || !('read' in rules) || at === undefined) return { again: { inMs: PAUSE_MS }, pulls: [] };
    const { due, next } = planRoute(read.read, rules.read.loaded, at, { id, ...governance });
    if (due.length === 0) return { again: until(next, at), pulls: [] };
    const waits = await tellAll(due, at, channels, unrecorded);
    // If we stop here, recipients may know what the ledger does not: they are told again under the same ids.
    const drafts = due.flatMap((sending) => outcomeOf(sending, unrecorded) ?? []);
    const recorded = await record(drafts, at, read.read, ledger);
    if (recorded) for (const { notice } of due) unrecorded.delete(notice.id);
    for (const { kind, body } of drafts) if (kind !== 'sent') log(`${body.packet}: ${kind}: ${body.reason}`);
    if (!recorded || waits !== undefined) return { again: { inMs: waits ?? PAUSE_MS }, pulls: [] };
    const retries = drafts.flatMap(({ kind, body }) => (kind === 'unsent' ? [body.retry_at] : []));
    const soonest = [next ?? [], retries].flat().sort(compareInstants)[0] ?? null;
    return { again: until(soonest, at), pulls: [...new Set(due.map(({ release }) => release.pull))] };
  } catch (error) {
    log(`route: ${error instanceof Error ? error.message : String(error)}`);
    return { again: { inMs: waitAfter(error) }, pulls: [] };
  }
}

/** What became of this very attempt; null where it was not made. */
function outcomeOf({ notice, attempt }: Sending, unrecorded: Messenger['unrecorded']): Attempt | null {
  const known = unrecorded.get(notice.id) ?? null;
  return known?.body.attempt === attempt ? known : null;
}

function until(next: string | null, at: string): LookAgain {
  return next === null ? null : { inMs: Math.max(SOONEST_MS, msOf(next) - msOf(at)) };
}

/**
 * Tells recipients at GitHub one after another, as it asks for ("Best practices for using the REST API"), and endpoints
 * side by side, since each may take its time. Gives how long GitHub asks to wait, if it does.
 */
async function tellAll(
  due: readonly Sending[],
  at: string,
  channels: Channels,
  unrecorded: Map<string, Attempt>,
): Promise<number | undefined> {
  const untried = due.filter((sending) => outcomeOf(sending, unrecorded) === null);
  const tell = async (sending: Sending) => {
    unrecorded.set(sending.notice.id, attempted(sending, await notify(sending, at, channels), at));
  };
  let waitMs: number | undefined;
  try {
    for (const sending of untried.filter(({ way }) => way.by !== 'webhook')) await tell(sending);
  } catch (error) {
    if (!(error instanceof Unanswered) || error.waitMs === undefined) throw error;
    waitMs = error.waitMs;
  }
  await Promise.all(untried.filter(({ way }) => way.by === 'webhook').map(tell));
  return waitMs;
}

async function record(
  drafts: readonly Attempt[],
  at: string,
  since: LedgerFacts,
  ledger: Messenger['ledger'],
): Promise<boolean> {
  if (drafts.length === 0) return true;
  return 'done' in (await ledger.append({ drafts, claims: new Map(), at, since }));
}

import type { WriteName } from '../../src/rehearse/stage/request.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { entryAt } from '../../src/standin/github/git/tree.ts';
import { playOn } from '../rehearse/play.ts';
import { type Failing, Failure } from './fault.ts';

/** What must be the same however the way of a decision was. */
interface Ending {
  /** Whether the file of the decision stands on the council's branch as it was signed. */
  readonly stands: boolean;
  /** The effects that were done, in order. */
  readonly done: readonly string[];
  /** What else the ledger says of it, in order. */
  readonly entries: readonly string[];
  /** How each comment of the bot on its pull request begins, the hidden line left out. */
  readonly said: readonly string[];
}
export interface PlayedDecision {
  readonly writes: readonly WriteName[];
  readonly ending: Ending;
  /** Whether the write that was to fail came. */
  readonly met: boolean;
}

const KINDS = ['signed', 'concluded', 'granted', 'enacted'];
const COUNCIL = 'council/release-integrity';
/** Longer than an intent keeps others away, and than what failed once rests. */
const REST_MS = 4 * 60_000;

/**
 * Two members sign the decision of this number about what was released, and one concludes it. Of the bot's writes one
 * may fail; a bot that died of it is started again.
 */
export async function playDecision(
  stage: Stage,
  number: number,
  failing?: Failing,
  restMs = REST_MS,
): Promise<PlayedDecision> {
  const play = playOn(stage);
  const pull = `decision-${number}`;
  const since = stage.record.entries.length;
  const failure = new Failure(stage, failing);
  const steps = [
    // The bot has opened the first by itself.
    number === 1 ? { call: { pull, base: COUNCIL } } : { decision: { pull, by: 'packet-agent', number } },
    { sign: { pull, by: 'cyd', option: 'hold' } },
    { sign: { pull, by: 'dan', option: 'hold' } },
    { conclude: { pull, by: 'dan' } },
  ];
  for (const step of steps) {
    await stage.pass(1000);
    await playStep(play, step);
    await failure.recover(restMs);
  }
  failure.end();
  return { writes: failure.writes, met: failure.met, ending: endingOf(stage, pull, number, since) };
}

function endingOf(stage: Stage, pull: string, number: number, since: number): Ending {
  const { git } = stage.repository;
  const path = `decisions/${stage.reference.packetId}/r1-d${number}.yaml`;
  const blob = (commit: string | undefined) =>
    entryAt(git.objects, git.objects.commit(commit ?? '')?.tree ?? '', path)?.oid;
  const entries = stage.record.entries.slice(since);
  const opened = stage.pullRequest(pull);
  return {
    stands: blob(git.branch(COUNCIL)) !== undefined && blob(git.branch(COUNCIL)) === blob(opened.head.sha),
    done: entries.flatMap(({ kind, body }) => (kind === 'outcome' && body.result === 'done' ? [body.effect] : [])),
    entries: entries.map(({ kind }) => kind).filter((kind) => KINDS.includes(kind)),
    said: opened.comments.flatMap(({ author, body }) => {
      return author === stage.github.world.app.account
        ? [body.split(/\s/).find((word) => word.startsWith('**')) ?? '']
        : [];
    }),
  };
}

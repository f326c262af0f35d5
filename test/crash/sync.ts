import type { WriteName } from '../../src/rehearse/stage/request.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { entryAt } from '../../src/standin/github/git/tree.ts';
import { playOn } from '../rehearse/play.ts';
import { type Failing, Failure } from './fault.ts';

/** What became of a council's copy of CODEOWNERS, however the way was. */
interface Ending {
  /** Whether the copy is main's now. */
  readonly same: boolean;
  /** Pull requests that the bot opened for it, and how many of them are open still. */
  readonly opened: number;
  readonly open: number;
  readonly done: readonly string[];
}
export interface PlayedSync {
  readonly writes: readonly WriteName[];
  readonly ending: Ending;
  readonly met: boolean;
}

const COUNCIL = 'council/release-integrity';
const CODEOWNERS = '.github/CODEOWNERS';
/** Longer than an intent keeps others away, and than what failed once rests. */
const REST_MS = 4 * 60_000;
/** One council alone: the bot writes for it, and for no other beside it. */
export const ONE_COUNCIL = { files: { 'policies/councils/enterprise.yaml': null } };

/** Main's CODEOWNERS changes while the bot is down; it comes back, and a code owner approves what it opens. */
export async function playSync(stage: Stage, name: string, failing?: Failing): Promise<PlayedSync> {
  const play = playOn(stage);
  const text = `# ${name}\n* @ann @gus\n/.github/ @ann @ben\n/packets/ @ann @ben\n`;
  const own = () =>
    [...stage.repository.pulls.values()].filter(({ author }) => author === stage.github.world.app.account);
  const [before, since] = [own().length, stage.record.entries.length];
  await playStep(play, { propose: { pull: name, by: 'dan', files: { [CODEOWNERS]: text } } });
  for (const by of ['ann', 'ben']) {
    await stage.settle();
    await stage.pass(1000);
    await playStep(play, { review: { pull: name, by, state: 'approve' } });
  }
  await stage.settle();
  await stage.bots.first.stop();
  await playStep(play, { merge: { pull: name, by: 'dan' } });
  const failure = new Failure(stage, failing);
  await stage.start('first');
  await failure.recover(REST_MS);
  const copy = own().at(-1);
  if (copy !== undefined && copy.state === 'open') {
    await stage.as('ben', 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', {
      number: copy.number,
      event: 'APPROVE',
    });
    await failure.recover(REST_MS);
  }
  failure.end();
  const opened = own().slice(before);
  const entries = stage.record.entries.slice(since);
  const ending = {
    same: copyAt(stage, 'main') === copyAt(stage, COUNCIL),
    opened: opened.length,
    open: opened.filter(({ state }) => state === 'open').length,
    done: entries.flatMap(({ kind, body }) => (kind === 'outcome' && body.result === 'done' ? [body.effect] : [])),
  };
  return { writes: failure.writes, ending, met: failure.met };
}

function copyAt({ repository: { git } }: Stage, branch: string): string | undefined {
  return entryAt(git.objects, git.objects.commit(git.branch(branch) ?? '')?.tree ?? '', CODEOWNERS)?.oid;
}

import type { Stage } from './stage.ts';

/** What people see of a finding: the newest check of the bot on the head of a pull request. */
export interface Shown {
  readonly finding: string;
  readonly codes: readonly string[];
  readonly conclusion: string;
  readonly title: string;
  /** Title, summary and text. */
  readonly page: string;
  /** Whether the ledger holds the same finding about this head. */
  readonly recorded: boolean;
}

const FINDINGS: Readonly<Record<string, string>> = {
  Held: 'hold',
  Denied: 'denied',
  Go: 'go',
  Merged: 'merged',
  Released: 'released',
  Concluded: 'concluded',
  Stopped: 'stopped',
};
/** The page's title says no more than this; the ledger holds every code. */
const LONGEST_TITLE = 250;

export function shownOn(stage: Stage, pull: string): Shown {
  const { number, head } = stage.pullRequest(pull);
  const run = stage.repository.runs.findLast(
    ({ headSha, app }) => headSha === head.sha && app === stage.github.world.app.id,
  );
  const { title, summary, text } = run?.output ?? { title: null, summary: null, text: null };
  const [word = '', rest = ''] = (title ?? '').split(': ');
  const named = ['Held', 'Denied', 'Stopped'].includes(word) ? rest.split(', ') : [];
  const last = stage.record.entries.findLast(({ kind, body }) => {
    return (kind === 'hold' || kind === 'denied') && body.pull === number && body.head === head.sha;
  });
  const recorded = last !== undefined && 'codes' in last.body ? last.body.codes : [];
  const cut = (title ?? '').length >= LONGEST_TITLE;
  return {
    finding: run === undefined ? 'none' : (FINDINGS[word] ?? word),
    codes: cut ? recorded : named,
    conclusion: run?.conclusion ?? 'none',
    title: title ?? '',
    page: [title, summary, text].filter((part) => part !== null).join('\n\n'),
    recorded: last?.kind === FINDINGS[word] && (cut || recorded.join() === named.join()),
  };
}

import { z } from 'zod';
import type { Kind } from '../ledger/entry.ts';
import { headline } from '../ledger/headline.ts';
import type { Audience } from './play.ts';
import { shownOn } from './stage/shown.ts';
import type { Stage } from './stage/stage.ts';
import { kindOf } from './steps.ts';

/** Tells a rehearsal while it is played: who did what, what the bot answered, and why. */
export function narrator(say: (line: string) => void): Audience {
  const told = new Map<string, string>();
  const heard = { entries: 0, requests: 0 };
  return {
    rests: (step, stage, refusal) => {
      const { name, kind, value } = kindOf(step);
      if (name === 'expect') return;
      say(`${stage.now.slice(11, 19)}  ${kind.tell(value)}`);
      if (refusal !== null) say(`            GitHub refuses: ${refusal.message}`);
      for (const login of calledSince(stage, heard.requests)) say(`            ${login} is asked for a review again`);
      for (const entry of stage.record.entries.slice(heard.entries))
        if (TELLING.includes(entry.kind)) say(`            ledger ${headline(entry)}`);
      heard.entries = stage.record.entries.length;
      heard.requests = stage.github.requests.length;
      for (const pull of stage.pulls.keys()) {
        const answer = answerOn(stage, pull);
        if (answer.join('\n') !== told.get(pull)) for (const line of answer) say(`            ${line}`);
        told.set(pull, answer.join('\n'));
      }
    },
  };
}

/** What is worth telling of the ledger: what stands, and what cannot be undone. */
const TELLING: readonly Kind[] = [
  'approved',
  'superseded',
  'outcome',
  'seal-void',
  'released',
  'denied',
  'signed',
  'signature-refused',
  'concluded',
  'granted',
  'enacted',
];

/** Whom the bot asked for a review. */
function calledSince({ github, bot }: Stage, from: number): string[] {
  const calls = github.requests
    .slice(from)
    .filter(({ by, path }) => by === bot && path.endsWith('/requested_reviewers'));
  return calls.flatMap(({ json }) => reviewers.parse(json).reviewers);
}
const reviewers = z.object({ reviewers: z.array(z.string()) });

/** What the bot's page says, in a few lines: its title, what holds and what to do, and what was set aside. */
function answerOn(stage: Stage, pull: string): string[] {
  const { title, page } = shownOn(stage, pull);
  const holds = [...page.matchAll(/^- `(.+)`: .*\n {2}- wanted: .*\n {2}- seen: (.*)\n {2}- \*\*do:\*\* (.*)$/gm)];
  const [, table = ''] = page.split('### Set aside');
  const aside = [...table.matchAll(/^\| (.*) \| (.*) \| (.*) \|$/gm)].filter(([, what]) => what?.startsWith('`'));
  const [, released] = /^\*\*Released\.\*\* (.*)$/m.exec(page) ?? [];
  return [
    title,
    ...(released === undefined ? [] : [`  ${released.replaceAll('`', '')}`]),
    ...holds.flatMap(([, code, seen = '', mend = '']) => [`  ${code}: ${plain(seen)}`, `    do: ${plain(mend)}`]),
    ...aside.map(([, what = '', , why = '']) => `  set aside: ${plain(what)}: ${plain(why)}`),
  ];
}

/** A code span of the page without its fence. */
function plain(span: string): string {
  return span.replace(/^`+ ?| ?`+$/g, '').replaceAll('\\|', '|');
}

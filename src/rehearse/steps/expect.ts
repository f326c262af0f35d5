import { figuresText } from '../../insight/figures-text.ts';
import type { Ran } from '../../standin/actions/actions.ts';
import { alarmsOf } from '../stage/alarms.ts';
import { exceptionsOn, signedOn } from '../stage/decided.ts';
import { figuresOn, repliesOn } from '../stage/delivered.ts';
import { labelOf } from '../stage/record.ts';
import { shownOn } from '../stage/shown.ts';
import { labelsOf, toldOn } from '../stage/told.ts';
import type { Play } from '../step.ts';
import { stepKind } from '../step.ts';
import { type Expecting, expecting } from './expecting.ts';

export const expect = stepKind(expecting, {
  takesTime: false,
  tell: ({ pull, finding, codes = [], has = [] }) =>
    [`expected${pull ? ` of ${pull}` : ''}:`, finding ?? '', [...codes, ...has].join(', ')].filter(Boolean).join(' '),
  play: (play, step) => {
    const { stage } = play;
    if (step.pull !== undefined) expectPull(play, { ...step, pull: step.pull });
    expectRecord(play, step);
    const { deliveries, exceptions, refused } = step;
    if (exceptions !== undefined) same(play, 'exceptions', exceptions.toSorted(), exceptionsOn(stage));
    if (deliveries !== undefined) same(play, 'deliveries', deliveries, deliveriesOf(play));
    expectAlarms(play, step);
    expectDelivered(play, step);
    if (refused !== undefined) {
      const { status, message = '' } = play.refusal ?? { status: 'no refusal' };
      const alike = status === refused.status && message.includes(refused.message ?? '');
      if (!alike)
        play.differ(`GitHub to refuse with ${refused.status} ${refused.message ?? ''}`, `${status} ${message}`);
      play.refusal = null;
    }
  },
});

function expectPull(play: Play, step: Expecting & { pull: string }): void {
  const { stage } = play;
  const shown = shownOn(stage, step.pull);
  if (step.finding !== undefined) same(play, 'finding', step.finding, shown.finding);
  if (step.codes !== undefined) {
    const [first, ...others] = step.codes;
    const alike = shown.codes[0] === first && isSame([...others].sort(), shown.codes.slice(1).sort());
    if (!alike) play.differ(`codes ${step.codes.join(', ')}`, shown.codes.join(', ') || 'none');
  }
  for (const code of step.has ?? [])
    if (!shown.codes.includes(code)) play.differ(`code ${code} among others`, shown.codes.join(', ') || 'none');
  if (step.check !== undefined) same(play, 'check', step.check, shown.conclusion);
  for (const text of [step.page ?? []].flat())
    if (!shown.page.includes(text)) play.differ(`a page that contains \`${text}\``, `"${shown.title}" without it`);
  if (step.asked !== undefined) same(play, 'asked', step.asked.toSorted(), askedOn(play, step.pull));
  const said = commentsOf(play, step.pull);
  if (step.comments !== undefined) same(play, 'comments', step.comments, said.length);
  for (const text of [step.comment ?? []].flat())
    if (!said[0]?.includes(text)) play.differ(`a comment that contains \`${text}\``, said[0] ?? 'no comment');
  if (step.merged !== undefined) same(play, 'merged', step.merged, stage.pullRequest(step.pull).merged !== null);
  if (step.signed !== undefined) same(play, 'signed', step.signed, signedOn(stage, stage.pull(step.pull).number));
  // What people see and what is remembered are the same, or the rehearsal says that they are not.
  const isFinding = shown.finding === 'hold' || shown.finding === 'denied';
  if (isFinding && (step.finding ?? step.codes ?? step.has) !== undefined)
    same(play, 'recorded', step.recorded ?? true, shown.recorded);
}

function expectRecord(play: Play, { ledger, entries, writes, runs, told }: Expecting): void {
  const { stage, seen } = play;
  const since = stage.record.entries.slice(seen.entries).map(labelOf);
  if (ledger !== undefined) same(play, 'ledger', ledger, since);
  let from = 0;
  for (const wanted of entries ?? []) {
    const at = since.indexOf(wanted, from);
    if (at === -1) play.differ(`the entry \`${wanted}\` in this order`, since.join(', ') || 'no entry');
    else from = at + 1;
  }
  if (writes !== undefined) same(play, 'writes', writes, stage.interruptions.count - seen.writes);
  const ran = stage.actions?.runs ?? [];
  if (runs !== undefined) same(play, 'runs', runs, ran.slice(seen.runs).map(endOf));
  const labels = labelsOf(toldOn(stage));
  if (told !== undefined) same(play, 'told', told.toSorted(), beside(labels, seen.told).sort());
  seen.told = labels;
  seen.runs = ran.length;
  seen.entries = stage.record.entries.length;
  seen.writes = stage.interruptions.count;
}

/** What is in the first list and not in the second, as often as it is there more. */
function beside(all: readonly string[], before: readonly string[]): string[] {
  const left = [...before];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** `success`, or `failure` with the code that the Action gave as its reason. */
function endOf({ conclusion, annotations }: Ran): string {
  const reason = /^([a-z]+(?:-[a-z]+)+): /.exec(annotations[0]?.message ?? '')?.[1];
  return [conclusion ?? 'waits', reason].filter((word) => word !== undefined).join(' ');
}

function same(play: Play, what: string, expected: unknown, seen: unknown): void {
  if (!isSame(expected, seen)) play.differ(`${what} ${shownAs(expected)}`, shownAs(seen));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shownAs(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

/** The logins of the people whose review was asked for and not given since. */
function askedOn({ stage }: Play, pull: string): string[] {
  const ids = stage.pullRequest(pull).requestedReviewers;
  return ids.map((id) => stage.github.world.accounts.get(id)?.login ?? String(id)).sort();
}

function expectDelivered(play: Play, { pull, replies, figures }: Expecting): void {
  const { stage } = play;
  if (pull !== undefined && replies !== undefined) {
    const seen = repliesOn(stage, pull).map(({ body }) => body);
    const alike = seen.length === replies.length && seen.every((body, index) => body.includes(replies[index] ?? ''));
    if (!alike) play.differ(`replies ${replies.join(' / ')}`, seen.join(' / ') || 'none');
  }
  const printed = figures === undefined ? '' : figuresText(figuresOn(stage)).join('\n');
  for (const text of [figures ?? []].flat())
    if (!printed.includes(text)) play.differ(`figures that contain \`${text}\``, printed);
}

function expectAlarms(play: Play, { alarms, alarm }: Expecting): void {
  const raised = alarmsOf(play.stage);
  if (alarms !== undefined) same(play, 'alarms', alarms, raised.filter(({ state }) => state === 'open').length);
  const { title = '', body = '' } = raised.at(-1) ?? {};
  const shown = `${title}\n${body}`;
  for (const text of [alarm ?? []].flat())
    if (!shown.includes(text)) play.differ(`an alarm that contains \`${text}\``, title === '' ? 'no alarm' : shown);
}

/** What the bot wrote on a pull request, the first first. */
function commentsOf({ stage }: Play, pull: string): string[] {
  const { account } = stage.github.world.app;
  return stage.pullRequest(pull).comments.flatMap(({ author, body }) => (author === account ? [body] : []));
}

function deliveriesOf({ stage }: Play): number {
  const { repositories, app } = stage.github.world;
  const issues = [...repositories.values()].flatMap((repository) => [...repository.issues.values()]);
  const own = issues.filter(({ author, state }) => author === app.account && state === 'open');
  return own.length - alarmsOf(stage).filter(({ state }) => state === 'open').length;
}

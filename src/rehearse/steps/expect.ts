import { z } from 'zod';
import { login } from '../../document/names.ts';
import { CODE_NAMES } from '../../finding/code.ts';
import { figuresText } from '../../insight/figures-text.ts';
import type { Ran } from '../../standin/actions/actions.ts';
import { pullName } from '../field.ts';
import { alarmsOf } from '../stage/alarms.ts';
import { exceptionsOn, signedOn } from '../stage/decided.ts';
import { figuresOn, repliesOn } from '../stage/delivered.ts';
import { labelOf } from '../stage/record.ts';
import { shownOn } from '../stage/shown.ts';
import { labelsOf, toldOn } from '../stage/told.ts';
import type { Play } from '../step.ts';
import { stepKind } from '../step.ts';

const codes = z.array(z.enum(CODE_NAMES)).min(1);
const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const expecting = z
  .strictObject({
    pull: pullName.optional(),
    finding: z
      .enum(['hold', 'denied', 'go', 'merged', 'released', 'concluded', 'stopped', 'none'])
      .optional()
      .meta({ description: 'what the check on the head says; `none`: there is no check' }),
    codes: codes.optional().meta({ description: 'exactly these, the first of them first' }),
    has: codes.optional().meta({ description: 'these, beside others' }),
    recorded: z.boolean().optional().meta({ description: '`false`: the ledger does not hold this finding' }),
    check: z.enum(['success', 'action_required', 'failure']).optional(),
    page: texts
      .optional()
      .meta({ title: 'text, or a list of texts', description: 'that the page of the check contains' }),
    asked: z.array(login).max(20).optional().meta({ description: 'whose review is asked for, all of them' }),
    merged: z.boolean().optional(),
    signed: z
      .array(z.string())
      .optional()
      .meta({
        description:
          'signatures that counted on a decision, all of them in order; `keyless`: with a signature of theirs',
        examples: ['cyd hold'],
      }),
    comment: texts.optional().meta({
      title: 'text, or a list of texts',
      description: "that the bot's comment contains, which says how it stands",
    }),
    comments: z.int().min(0).max(100).optional().meta({ description: 'of the bot on the pull request' }),
    ledger: z
      .array(z.string())
      .optional()
      .meta({ description: 'all entries since the last `expect`, in order', examples: ['intent seal'] }),
    entries: z
      .array(z.string())
      .min(1)
      .optional()
      .meta({ description: 'entries since the last `expect`, beside others' }),
    exceptions: z
      .array(z.string())
      .optional()
      .meta({
        description: 'how every exception stands now, by the ledger, in any order',
        examples: ['bpe-2026-014/r1/exception-30d granted'],
      }),
    deliveries: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .meta({ description: 'open issues of the bot, in all repositories, that are no alarms' }),
    alarms: z.int().min(0).max(100).optional().meta({ description: 'open alarms' }),
    alarm: texts.optional().meta({ title: 'text, or a list of texts', description: 'that the newest alarm contains' }),
    told: z
      .array(z.string())
      .optional()
      .meta({
        description:
          'notices that recipients took since the last `expect`, in any order; `again`: one that came before',
        examples: ['webhook packet.released'],
      }),
    replies: z.array(z.string()).optional().meta({
      description: 'what each reply of the bot contains on the issue that delivered it, all of them in order',
    }),
    figures: texts.optional().meta({
      title: 'text, or a list of texts',
      description: 'that `countersign figures` would print',
    }),
    writes: z.int().min(0).max(1000).optional().meta({ description: 'of the bot since the last `expect`' }),
    runs: z
      .array(z.string())
      .optional()
      .meta({
        description: 'how the runs of workflows since the last `expect` ended, with the code of the first error',
        examples: ['failure event-rejected'],
      }),
    refused: z
      .strictObject({ status: z.int().min(400).max(599), message: z.string().optional() })
      .optional()
      .meta({ description: 'how GitHub refused the last act of a person' }),
  })
  .superRefine((step, context) => {
    const fail = (message: string, hint: string) => context.addIssue({ code: 'custom', message, params: { hint } });
    const { pull, ...others } = step;
    if (Object.keys(others).length === 0)
      fail('expected something that must be true, seen nothing', 'see docs/rehearsals.md');
    const aboutPull = PULL_KEYS.filter((key) => step[key] !== undefined);
    if (pull === undefined && aboutPull.length > 0)
      fail(`expected \`pull\` beside ${aboutPull.join(', ')}`, 'name the pull request');
  });
type Expecting = z.infer<typeof expecting>;
const PULL_KEYS = [
  'finding',
  'codes',
  'has',
  'recorded',
  'check',
  'page',
  'asked',
  'merged',
  'signed',
  'comment',
  'comments',
  'replies',
] as const;

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

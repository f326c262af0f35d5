import { z } from 'zod';
import type { Play, StepKind } from './step.ts';
import { alarm } from './steps/alarm.ts';
import { crash, start, stop, sweep } from './steps/bot.ts';
import { comment, deleteComment, editComment } from './steps/comment.ts';
import { decision } from './steps/decision.ts';
import { evidence } from './steps/evidence.ts';
import { expect } from './steps/expect.ts';
import { fail, mend } from './steps/failure.ts';
import { forge } from './steps/forge.ts';
import { admin, append } from './steps/ledger.ts';
import { meanwhileKind } from './steps/meanwhile.ts';
import { call, enqueue, merge, override, policy, propose } from './steps/policy.ts';
import { answers, check, merging, move, ruleset } from './steps/protection.ts';
import { open, pushStep as push } from './steps/pull.ts';
import { receiver } from './steps/receiver.ts';
import { remark } from './steps/remark.ts';
import { dismiss, edit, review } from './steps/review.ts';
import { actions, attest, dispatch } from './steps/sealing.ts';
import { conclude, sign } from './steps/sign.ts';
import { copy, fork, grant, privatize, publicize, transfer } from './steps/spread.ts';
import { close, draft, lock, ready, reopen, retarget } from './steps/state.ts';
import { collaborator, deleteFork, leave, rename, team } from './steps/surroundings.ts';
import { wait } from './steps/time.ts';
import { post, webhooks } from './steps/webhook.ts';

/** What people and machines do, and what happens to them. */
const ACTS = {
  open,
  push,
  review,
  dismiss,
  edit,
  decision,
  sign,
  conclude,
  comment,
  edit_comment: editComment,
  delete_comment: deleteComment,
  remark,
  alarm,
  retarget,
  close,
  reopen,
  draft,
  ready,
  lock,
  propose,
  merge,
  override,
  team,
  rename,
  evidence,
  collaborator,
  grant,
  publicize,
  privatize,
  fork,
  transfer,
  copy,
  leave,
  delete_fork: deleteFork,
  ruleset,
  merging,
  move,
  check,
  answers,
  forge,
  dispatch,
  attest,
  append,
  admin,
  sweep,
} as const satisfies Record<string, StepKind>;

const acts = shapeOf(ACTS);
const meanwhile = meanwhileKind(z.array(oneOf(acts)).min(1).max(20), (play, step) => playStep(play, step));

/** What happens to the bot and to its surroundings, what is waited for, and what must then be true. */
const EVENTS = {
  policy,
  call,
  enqueue,
  wait,
  fail,
  mend,
  webhooks,
  receiver,
  post,
  actions,
  crash,
  stop,
  start,
  meanwhile,
  expect,
} as const satisfies Record<string, StepKind>;

/** Every kind of step by its name in a file. */
export const STEPS = { ...ACTS, ...EVENTS };

export const step = oneOf({ ...acts, ...shapeOf(EVENTS) });

/** The kind of a step and what is written under it. */
export function kindOf(written: object): { readonly name: string; readonly kind: StepKind; readonly value: unknown } {
  const [[name, value] = ['', undefined]] = Object.entries(written);
  const kind = Object.entries(STEPS).find(([known]) => known === name)?.[1];
  if (kind === undefined) throw new TypeError(`no step is called \`${name}\``);
  return { name, kind, value };
}

/** What a step is about, in one line. */
export function tellStep(written: object): string {
  const { kind, value } = kindOf(written);
  return kind.tell(value);
}

export async function playStep(play: Play, written: object): Promise<void> {
  const { kind, value } = kindOf(written);
  await kind.play(play, value);
}

type Shape<K extends Record<string, StepKind>> = { [N in keyof K]: z.ZodOptional<K[N]['schema']> };

/** The schemas of these kinds by name, each with an id by which the JSON Schema refers to it. */
function shapeOf<K extends Record<string, StepKind>>(kinds: K): Shape<K> {
  const shape = Object.entries(kinds).map(([id, { schema }]) => [id, schema.meta({ id }).optional()]);
  return Object.fromEntries(shape) as Shape<K>;
}

/** A mapping with exactly one of these keys, and under it what its kind takes. */
function oneOf<S extends z.ZodRawShape>(shape: S) {
  return z
    .strictObject(shape)
    .refine((written) => Object.keys(written).length === 1, {
      error: 'expected exactly one kind of step under each dash',
    })
    .meta({ minProperties: 1, maxProperties: 1 });
}

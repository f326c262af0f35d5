import { z } from 'zod';
import { login } from '../../document/names.ts';
import { CODE_NAMES } from '../../finding/code.ts';
import { pullName } from '../field.ts';

const codes = z.array(z.enum(CODE_NAMES)).min(1);
const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** What an `expect` says must be true. */
export const expecting = z
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
export type Expecting = z.infer<typeof expecting>;
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

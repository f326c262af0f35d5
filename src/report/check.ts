import { z } from 'zod';
import { digest } from '../document/names.ts';
import { findingSchema } from '../finding/finding.ts';
import { instant } from '../time/instant.ts';
import { holdSchema } from './hold.ts';
import { harmless } from './workflow-command.ts';

/** What `check` says of a packet's folder, for programs. Keys are added; none changes its meaning. */
export const checkSchema = z.strictObject({
  schema: z.literal('governance.v1.Check'),
  folder: z.string(),
  packet: z.string().meta({ description: 'the id by the name of the folder' }),
  council: z.string().nullable().meta({ description: 'to whose branch it would be proposed' }),
  rules: z.string().meta({ description: 'where the rules come from' }),
  policy_commit: z.string().nullable().meta({ description: 'their commit; null for a folder on disk' }),
  at: instant.meta({ description: 'when it was judged' }),
  outcome: z
    .enum(['ready', 'held', 'undecided'])
    .meta({ description: 'ready: nothing is missing that is known before a pull request, but the approvals' }),
  holds: z.array(holdSchema).readonly(),
  terms: z
    .strictObject({
      digest: digest.nullable().meta({ description: 'null while cited evidence has not been read' }),
      values: z.array(z.strictObject({ term: z.string(), value: z.string() })).readonly(),
    })
    .nullable()
    .meta({ description: 'what owners would approve' }),
  approval: z
    .strictObject({
      needed: z.int().min(1),
      may: z.array(z.string()).readonly(),
      barred: z.array(z.strictObject({ person: z.string(), why: z.string() })).readonly(),
    })
    .nullable(),
  ignored: z.array(z.string()).readonly().meta({ description: 'files of the folder that git leaves out' }),
  unknown: z
    .array(z.strictObject({ rule: z.string(), wanted: z.string(), why: z.string() }))
    .readonly()
    .meta({ description: 'what is judged only later, and why' }),
  finding: findingSchema,
});
export type Check = z.infer<typeof checkSchema>;

/** For a terminal: what holds it and how to mend that, then what would be approved and by whom. */
export function checkText(check: Check): string {
  const council = check.council === null ? 'no council' : `council/${check.council}`;
  return [
    `${check.folder}: ${headline(check)}`,
    `  proposed to ${council} at ${check.at}, by the rules of ${check.rules}`,
    ...check.holds.flatMap(({ path, line, column, code, grade, message, mend }) => [
      `${path}:${line}:${column}: ${code}${grade === 'held' ? '' : ` (${grade})`}: ${message}`,
      `  do: ${mend}`,
    ]),
    ...termLines(check),
    ...approvalLines(check),
    ...ignoredLines(check),
    ...unknownLines(check),
  ]
    .map(harmless)
    .join('\n');
}

/** One line that says how it stands. */
export function headline({ outcome, holds }: Check): string {
  const count = `${holds.length} ${holds.length === 1 ? 'hold' : 'holds'}`;
  if (outcome === 'ready') return 'nothing holds it but what only a pull request can bring';
  return outcome === 'held' ? count : `${count}, all of what could not be read`;
}

function termLines({ terms }: Check): string[] {
  if (terms === null) return [];
  const rows = terms.values.map(({ term, value }) => `  ${term.padEnd('revision digest'.length)}  ${value}`);
  return [`terms ${terms.digest ?? 'without a digest yet: the evidence has not been read'}`, ...rows];
}

const MOST_NAMES = 20;

function ignoredLines({ ignored }: Check): string[] {
  if (ignored.length === 0) return [];
  const more = ignored.length > MOST_NAMES ? ` and ${ignored.length - MOST_NAMES} more` : '';
  return [`left out, since git ignores it: ${ignored.slice(0, MOST_NAMES).join(', ')}${more}`];
}

function unknownLines({ unknown }: Check): string[] {
  const reasons = [...new Set(unknown.map(({ why }) => why))];
  return reasons.flatMap((reason) => [
    reason,
    ...unknown.filter(({ why }) => why === reason).map(({ rule, wanted }) => `  ${rule}: ${wanted}`),
  ]);
}

function approvalLines({ approval }: Check): string[] {
  if (approval === null) return [];
  const who = `of ${approval.may.join(', ')}; not by whoever opens or pushes it`;
  const barred = approval.barred.map(({ person, why }) => `  not ${person}: ${why}`);
  return [
    `approvals needed: ${approval.needed}, ${approval.may.length > 0 ? who : 'which nobody may give as things stand'}`,
    ...barred,
  ];
}

import { z } from 'zod';
import { id, login, name, repositoryName, teamName } from '../document/names.ts';
import { onOneLine } from '../document/text.ts';
import { type Given, QUESTIONS, type QuestionName, type Sealer } from './question.ts';

/** A name of GitHub's with its id. */
export interface Numbered {
  readonly name: string;
  readonly id: number;
}

/** `name:id`, where no name of GitHub's has a colon. */
const numbered = (named: z.ZodString) =>
  z
    .string()
    .regex(/^[^:]+:[1-9]\d{0,14}$/)
    .transform((text) => ({ name: text.slice(0, text.indexOf(':')), id: Number(text.slice(text.indexOf(':') + 1)) }))
    .pipe(z.object({ name: named, id }));
/** A person's key and all accounts: one that were left out would count as somebody else's. */
const person = z
  .string()
  .regex(/^[^=]+=[^=]+$/)
  .transform((text) => ({
    key: text.slice(0, text.indexOf('=')),
    accounts: text.slice(text.indexOf('=') + 1).split(','),
  }))
  .pipe(z.object({ key: name, accounts: z.array(numbered(login)) }));
const people = z
  .array(person)
  .min(1)
  .superRefine((all, context) => {
    for (const [index, { key }] of all.entries())
      if (all.findIndex((other) => other.key === key) < index)
        context.addIssue({ code: 'custom', path: [index], message: 'expected each person once, with all accounts' });
  });
const one = z.string().regex(/^\P{Cc}+$/u);
const names = one.transform((text) => text.split(',').map((part) => part.trim()));
const maybeNames = one.transform((text) => (text === 'none' ? [] : text.split(',').map((part) => part.trim())));
/** What is no number stays as it is, for the reader of the policy to refuse in its own words. */
const count = one.transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : text));

const common = z.object({
  repository: numbered(repositoryName),
  app: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number),
  'ledger-key': one,
  person: people,
  agent: z.array(numbered(login)).default([]),
  'rule-owners': names.refine((keys) => new Set(keys).size >= 2, { error: 'expected at least two people' }),
  council: name,
  title: one,
  scope: one,
  owners: names,
  'owner-approvals': count,
  members: names,
  sovereigns: maybeNames,
  quorum: count,
  'required-roles': maybeNames,
  assurance: one,
  'owner-may-sign': z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
  'shortest-window': one,
  'longest-window': one,
  'option-kinds': names,
  'blocked-paths': maybeNames,
  'required-evidence': maybeNames,
  'council-repository': numbered(repositoryName),
  'council-team': numbered(teamName),
  readers: maybeNames,
  'reader-team': z.array(numbered(teamName)).default([]),
  profile: one,
  'trusted-root': one,
});
const sealing = z.discriminatedUnion('seal', [
  z.strictObject({
    seal: z.literal('workflow'),
    action: z.string().regex(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/),
    'signing-config': one,
  }),
  z.strictObject({ seal: z.literal('in-process'), 'seal-identity': one, 'seal-issuer': one }),
]);

/**
 * What the files are made of; files that were named are still their paths. Only the outward form was read: what a
 * policy refuses, its own reader refuses, in its own words, once the file is made.
 */
export type Answers = z.infer<typeof common> & z.infer<typeof sealing>;

/** What is wrong with an answer, or that there is none. */
export interface AnswerProblem {
  readonly question: string;
  readonly message: string;
  readonly hint: string;
}
export type ReadAnswers =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problems: readonly AnswerProblem[] };

/** Reads what was given, or names all that is missing, malformed or not asked, in one go. */
export function readAnswers(given: Given): ReadAnswers {
  const ofSealing = ['seal', ...questionsOf('workflow'), ...questionsOf('in-process')];
  const about = Object.entries(given).filter(([question]) => ofSealing.includes(question));
  const [read, sealer] = [common.safeParse(given), sealing.safeParse(Object.fromEntries(about))];
  if (read.success && sealer.success) return { ok: true, answers: { ...read.data, ...sealer.data } };
  const issues = [...(read.error?.issues ?? []), ...(sealer.error?.issues ?? [])];
  const order = Object.keys(QUESTIONS);
  const problems = issues.flatMap((issue) => problemsOf(issue, given));
  const named = new Map(problems.map((problem) => [problem.message, problem]));
  return {
    ok: false,
    problems: [...named.values()].sort((a, b) => order.indexOf(a.question) - order.indexOf(b.question)),
  };
}

function questionsOf(sealer: Sealer): string[] {
  return Object.entries(QUESTIONS).flatMap(([question, asked]) =>
    'of' in asked && asked.of === sealer ? [question] : [],
  );
}

function problemsOf(issue: z.core.$ZodIssue, given: Given): AnswerProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((question) => {
      const message = `expected no --${question} with --seal ${String(given.seal)}, seen one`;
      return { question, message, hint: 'leave it out, or let the other one seal' };
    });
  const question = String(issue.path[0] ?? 'seal');
  const asked = Object.hasOwn(QUESTIONS, question) ? QUESTIONS[question as QuestionName] : QUESTIONS.seal;
  const said = given[question as QuestionName];
  const texts = typeof said === 'string' ? [said] : (said ?? []);
  const [, index] = issue.path;
  const offender = typeof index === 'number' && typeof said !== 'string' ? texts[index] : texts.join(' ');
  const seen = texts.length === 0 ? 'nothing' : `\`${onOneLine(offender ?? '', 100)}\``;
  const wanted = issue.code === 'custom' ? `--${question}: ${issue.message}` : `expected --${question} ${asked.form}`;
  return [{ question, message: `${wanted}, seen ${seen}`, hint: asked.about }];
}

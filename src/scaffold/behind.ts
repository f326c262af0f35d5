import type { Problem } from '../document/problem.ts';
import type { AnswerProblem, Answers } from './answers.ts';
import { QUESTIONS, type QuestionName } from './question.ts';

/** What must name people, by question. */
const NAMING = ['rule-owners', 'owners', 'members', 'sovereigns', 'readers'] as const;

/** The keys that are no person's, each once with the question that it answers: the files name it in several places. */
export function strangersIn(answers: Answers): AnswerProblem[] {
  const known = answers.person.map(({ key }) => key);
  return NAMING.flatMap((question) =>
    [...new Set(answers[question])]
      .filter((key) => !known.includes(key))
      .map((key) => ({
        question,
        message: `--${question}: expected people whom --person names, seen \`${key}\``,
        hint: `the people there are ${known.join(', ')}`,
      })),
  );
}

/** The question whose answer made a file what its reader refuses: nobody has seen that file, it was never written. */
export function behind({ path, line, column, message, hint }: Problem, text: string): AnswerProblem {
  const written = text.split('\n')[line - 1] ?? '';
  const [key = ''] = /^\w+/.exec(written) ?? [];
  const question = questionOf(path, key, written, column);
  const own = hint === 'fetch the file anew' ? QUESTIONS[question].about : hint;
  return { question, message: `--${question}: ${message.replace(/^`\w+`: /, '')}`, hint: own };
}

function questionOf(path: string, key: string, written: string, column: number): QuestionName {
  if (path === 'policies/people.yaml') return key === 'agents' ? 'agent' : 'person';
  if (path === 'policies/seal.yaml') return OF_SEAL[key] ?? 'seal';
  if (path === 'policies/trusted-root.json') return 'trusted-root';
  if (path === 'policies/signing-config.json') return 'signing-config';
  if (path === 'policies/ledger.yaml') return 'ledger-key';
  if (path === '.github/CODEOWNERS') return 'person';
  if (key === 'review_window') return column < written.indexOf('longest:') + 1 ? 'shortest-window' : 'longest-window';
  const name = key.replaceAll('_', '-');
  return isQuestion(name) ? name : (OF_COUNCIL[key] ?? 'council');
}

const OF_SEAL: Readonly<Record<string, QuestionName>> = {
  profile: 'profile',
  identity: 'seal-identity',
  issuer: 'seal-issuer',
  workflow: 'repository',
};
const OF_COUNCIL: Readonly<Record<string, QuestionName>> = {
  repositories: 'council-repository',
  teams: 'council-team',
};

function isQuestion(name: string): name is QuestionName {
  return Object.hasOwn(QUESTIONS, name);
}

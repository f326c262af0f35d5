import { ownerText } from '../../codeowners/codeowners.ts';
import { CODEOWNERS } from '../../codeowners/place.ts';
import { type Council, readCouncil } from '../../council/council.ts';
import type { Problem, Read } from '../../document/document.ts';
import { readPeople } from '../../people/people.ts';
import { readEvidencePolicy } from '../../policy/evidence-policy.ts';
import { readLedgerPolicy } from '../../policy/ledger-policy.ts';
import { councilNamed, type LoadedRules, type RuleFile, type Rules } from '../../policy/rules.ts';
import { readSealPolicy } from '../../policy/seal-policy.ts';
import { harmless } from '../workflow-command.ts';
import { councilSentences } from './council.ts';
import { evidenceSentences, ledgerSentences, peopleSentences, sealSentences } from './foundation.ts';
import { counted, listed, type Say, type Sentence, sayOf } from './sentence.ts';

/** What the policies say, file by file, and what of it is broken and therefore says nothing. */
export interface Explanation {
  readonly sections: readonly { readonly title: string; readonly sentences: readonly Sentence[] }[];
  readonly problems: readonly Problem[];
}

/** Explains the rules in plain sentences; with a council's name that one and no other. */
export function explainPolicies(
  files: readonly RuleFile[],
  loaded: LoadedRules,
  only: string | undefined,
): Explanation {
  if (!loaded.ok) return { sections: [], problems: loaded.problems };
  const { rules } = loaded;
  const names = Object.keys(rules.councils).filter((name) => only === undefined || name === only);
  const section = <T>(
    title: string,
    path: string,
    reader: Reader<T>,
    sentences: (value: T, say: Say) => Sentence[],
  ) => {
    const file = files.find((candidate) => candidate.path === path);
    const read = file && reader(path, file.bytes);
    return read?.ok ? [{ title, sentences: sentences(read.value, sayOf(path, read)) }] : [];
  };
  const councils = names.map((name) => ({ name, title: councilNamed(rules, name)?.title ?? name }));
  const sections = [
    ...councils.flatMap(({ name, title }) =>
      section<Council>(`${name}: ${title}`, `policies/councils/${name}.yaml`, readCouncil, (council, say) =>
        councilSentences(council, rules, say),
      ),
    ),
    { title: 'who owns which path', sentences: codeownersSentences(rules) },
    ...section('evidence', 'policies/evidence.yaml', readEvidencePolicy, evidenceSentences),
    ...section('seals', 'policies/seal.yaml', readSealPolicy, (seal, say) =>
      sealSentences(seal, rules.trustedRoot, say),
    ),
    ...section('the ledger', 'policies/ledger.yaml', readLedgerPolicy, ledgerSentences),
    ...section('people and agents', 'policies/people.yaml', readPeople, peopleSentences),
  ];
  return { sections, problems: [...Object.values(rules.broken).flat(), ...ownersProblems(rules)] };
}
type Reader<T> = (path: string, bytes: Uint8Array) => Read<T>;

function codeownersSentences({ codeowners }: Rules): Sentence[] {
  return codeowners.lines.map(({ line, pattern, owners }) => ({
    text: `Unless a later line says otherwise, ${pattern} is owned by ${listed(owners.map(ownerText))}.`,
    path: CODEOWNERS,
    line,
  }));
}

function ownersProblems({ codeowners }: Rules): Problem[] {
  return codeowners.problems.map((problem) => ({ ...problem, path: CODEOWNERS, code: 'codeowners-invalid' }));
}

/** For a terminal: each sentence with the line that says it. */
export function explanationText(from: string, { sections, problems }: Explanation): string {
  const broken =
    problems.length === 0
      ? 'nothing is broken'
      : `${counted(problems.length, 'problem')}: what is broken counts for nothing`;
  return [
    `policies of ${from}: ${broken}`,
    ...problems.flatMap(({ path, line, column, code, message, hint }) => [
      `${path}:${line}:${column}: ${code}: ${message}`,
      `  hint: ${hint}`,
    ]),
    ...sections.flatMap(({ title, sentences }) => [
      '',
      title,
      ...sentences.map(({ text, path, line }) => `  ${text} (${path}:${line})`),
    ]),
  ]
    .map(harmless)
    .join('\n');
}

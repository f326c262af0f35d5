import type { Head } from '../ledger/note.ts';
import type { Seam } from '../ledger/seam.ts';
import { visible } from '../report/markdown.ts';
import type { Branch } from './clone.ts';
import type { AuditProblem, Unchecked } from './problem.ts';
import type { Witness } from './witness.ts';

/** What an audit found, and by whose word. */
export interface AuditReport {
  /** Where the ledger stands in the clone. */
  readonly ledger: Branch;
  /** How far the chain was verified; null where not even entry 0 was. */
  readonly head: Head | null;
  readonly repository: number | null;
  /** The entry with which this audit began, because an earlier one had verified those before. */
  readonly from: number;
  readonly keysFrom: string;
  readonly rulesFrom: string;
  readonly seams: readonly Seam[];
  /** How many files of claims and seals were good. */
  readonly claims: number;
  readonly seals: number;
  /** How many signatures that conclusions count were good, of those that people made with their own identity. */
  readonly signatures: number;
  /** The highest entry that a good seal names. */
  readonly sealed: number | null;
  /** The witnesses whose memory the clone agrees with. */
  readonly witnesses: readonly Witness[];
  /** All that is wrong, the first entry first. */
  readonly problems: readonly AuditProblem[];
  readonly unchecked: readonly Unchecked[];
}

/** `whole`; `wrong` when something does not prove what it should; `undecided` when something could not be checked. */
export function verdictOf({ problems, unchecked }: AuditReport): 'whole' | 'wrong' | 'undecided' {
  if (problems.length > 0) return 'wrong';
  return unchecked.length > 0 ? 'undecided' : 'whole';
}

/** The report for a terminal. `seen` may quote what somebody wrote, so what cannot be seen is written out. */
export function auditText(report: AuditReport): string {
  return printed([...opening(report), ...problems(report), ...words(report)]);
}

/** What stands before an answer that was read from a ledger which is not whole: all that is wrong with it. */
export function doubtText(report: AuditReport): string {
  return printed([`the ledger is not whole: ${verdictOf(report)}`, ...problems(report)]);
}

/** What stands after an answer that was read from a ledger: how far it was verified, and by whose word. */
export function wordsText(report: AuditReport): string {
  return printed([...opening(report), ...words(report)]);
}

function printed(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split('\n'))
    .map(visible)
    .join('\n');
}

function opening(report: AuditReport): string[] {
  const { ledger, head, repository, from } = report;
  const reach = head === null ? 'no entry verified' : `entries 0 to ${head.number}, ${head.hash}`;
  const { signatures } = report;
  const own = signatures === 1 ? "a signer's own signature" : `${signatures} of signers' own signatures`;
  const signed = signatures === 0 ? '' : `, and ${own}`;
  const earlier = from > 0 ? [`  entries before ${from} were verified by an earlier audit`] : [];
  return [
    `ledger of repository ${repository ?? 'unknown'}: ${verdictOf(report)}`,
    `  ${ledger.ref} at ${ledger.commit}: ${reach}`,
    ...earlier,
    `  ${report.claims} files of claims and ${report.seals} ${report.seals === 1 ? 'seal' : 'seals'} are good${signed}`,
  ];
}

/** Lines of a kind that the text has at most; the JSON has them all. */
const SHOWN = 20;

function problems({ problems, unchecked }: AuditReport): string[] {
  const more = (count: number) => (count > SHOWN ? [`and ${count - SHOWN} more`] : []);
  return [
    ...problems.slice(0, SHOWN).map(({ code, number, path, expected, seen, hint }, index) => {
      const where = number === null ? path : `entry ${number} (${path})`;
      const first = index === 0 ? 'first wrong: ' : '';
      return `${first}${where}: ${code}: expected ${expected}, seen ${seen}\nhint: ${hint}`;
    }),
    ...more(problems.length),
    ...unchecked.slice(0, SHOWN).map(({ number, why }) => `entry ${number}: it could not be checked: ${why}`),
    ...more(unchecked.length),
  ];
}

/** By whose word: a reader who trusts none of these has learnt nothing. */
function words({ keysFrom, rulesFrom, seams, sealed, witnesses, head }: AuditReport): string[] {
  const vouched = Math.max(sealed ?? -1, ...witnesses.map(({ number }) => number));
  const alone =
    head !== null && vouched < head.number ? [`  nobody but the ledger key vouches for entries after ${vouched}`] : [];
  return [
    'by the word of',
    `  ledger keys of ${keysFrom}`,
    `  seal rules of ${rulesFrom}`,
    ...(sealed === null ? [] : [`  who sealed: up to entry ${sealed}`]),
    ...witnesses.map(({ file, number }) => `  ${file}: up to entry ${number}`),
    ...seams.map(
      ({ number, from, to }) => `  a seam after entry ${number}: key ${from} did not sign that ${to} goes on`,
    ),
    ...(vouched < 0 && head !== null
      ? ['  nobody but the ledger key: whoever holds it could have rewritten all of it']
      : alone),
  ];
}

import { CODES, type Code } from '../finding/code.ts';
import { bounded, code, markerLine, visible } from './markdown.ts';

/** An incident as the ledger has it; `number` is null for what the ledger cannot say, since it is broken itself. */
export interface Incident {
  readonly number: number | null;
  readonly council: string | null;
  readonly halts: boolean;
  readonly codes: readonly Code[];
  readonly what: string;
  readonly who: readonly { readonly account: number | null; readonly login: string }[];
  readonly where: string;
  readonly undo: string | null;
  readonly lifts: number;
  readonly lifted: { readonly entry: number; readonly accepts: Tip | null } | null;
}
interface Tip {
  readonly branch: string;
  readonly tip: string;
}

/** An incident as people are told of it, and where it stands. */
export interface Alarm {
  readonly incident: Incident;
  readonly marker: string;
  /** The logins that are called. */
  readonly owners: readonly string[];
  /** Whether it is still so. */
  readonly present: boolean;
  /** Whether the cause can be undone and still stands. */
  readonly standing: boolean;
  /** The tip that lifting it would take as it is; null where it takes none. */
  readonly accepts: Tip | null;
  /** What people wrote to lift it, with what became of it. */
  readonly answers: readonly { readonly login: string; readonly said: string; readonly answer: string }[];
}

/** The issue of an alarm. It is edited in place, so what is asked there is answered there. */
export function alarmIssue(alarm: Alarm): { readonly title: string; readonly body: string } {
  const { incident, marker, owners, answers } = alarm;
  const [first = 'state-unknown'] = incident.codes;
  const who = incident.who.map(({ login, account }) => code(`${login}${account === null ? '' : ` (${account})`}`));
  const body = [
    markerLine(marker),
    `${owners.map((login) => `@${login}`).join(' ')} **${headOf(incident)}**${incident.number === null ? '' : ` Ledger entry ${incident.number}.`}`,
    incident.codes.map((named) => `- \`${named}\`: ${CODES[named]}`).join('\n'),
    [
      `- what: ${code(incident.what, 2000)}`,
      `- who: ${who.join(', ') || 'GitHub does not say'}`,
      `- where: ${code(incident.where, 2000)}`,
    ].join('\n'),
    ...undoSection(alarm),
    ...liftSection(alarm),
    ...(answers.length === 0
      ? []
      : [answers.map(({ login, said, answer }) => `- ${code(login)} wrote ${code(said)}: ${code(answer)}`).join('\n')]),
  ];
  const where = incident.council ?? 'every council';
  return {
    title: visible(`Alarm: ${first}: ${where}${incident.lifted === null ? '' : ' (lifted)'}`),
    body: bounded(body.join('\n\n')),
  };
}

function headOf({ halts, council, lifted }: Incident): string {
  if (lifted !== null) {
    const { entry, accepts } = lifted;
    return accepts === null
      ? `Lifted by entry ${entry}.`
      : `Lifted by entry ${entry}, which takes ${tipText(accepts)} as known.`;
  }
  if (!halts) return 'Nothing is halted; look into it.';
  const what = council === null ? 'Everything is halted' : `The council ${code(council)} is halted`;
  return `${what}: nothing of it is sealed, merged or delivered.`;
}

function undoSection({ incident: { number, undo, lifted }, present }: Alarm): string[] {
  if (lifted !== null || number === null) return [];
  // A command for what is not so any more would undo what came after it.
  if (!present) return ['It is not so any more.'];
  if (undo === null) return ['It cannot be undone: what is out stays out.'];
  return ['An administrator undoes it by', ['```sh', visible(undo).replaceAll('`', ''), '```'].join('\n')];
}

function liftSection({ incident, standing, accepts }: Alarm): string[] {
  if (incident.lifted !== null) return [];
  if (incident.number === null)
    return [
      'How an administrator mends it: docs/ledger.md. Close this issue when the checks say that the ledger is whole.',
    ];
  if (standing && incident.undo !== null) return ['It still stands: it is lifted after it was undone.'];
  const owners =
    incident.lifts === 1
      ? 'an owner without a hand in it comments'
      : `${incident.lifts} owners without a hand in it comment`;
  return [
    `When it was looked into, ${owners} \`/countersign lift <reason>\` here.`,
    ...(accepts === null
      ? []
      : [
          `**Lifting it takes ${tipText(accepts)} as it is.** Where that must not be, an administrator moves it back first.`,
        ]),
  ];
}

function tipText({ branch, tip }: Tip): string {
  return `${code(branch)} at ${code(tip)}`;
}

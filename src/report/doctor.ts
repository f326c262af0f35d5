import type { Inspection } from '../protection/inspect.ts';
import type { Mend } from '../protection/mend.ts';
import { visible } from './markdown.ts';

/** What became of an examination: what was looked at, and how what is wrong is mended. */
export interface Examination {
  readonly repository: string;
  readonly app: number | null;
  readonly inspections: readonly Inspection[];
  readonly mends: readonly Mend[];
}

const SIGNS = { fine: 'fine  ', wrong: 'WRONG ', unseen: 'unseen' } as const;

/** An examination for a terminal: every protection by its branch, then the commands that mend. */
export function examinationText({ repository, app, inspections, mends }: Examination): string {
  const places = [...new Set(inspections.map(({ branch }) => branch))];
  const sections = places.flatMap((place) => [
    '',
    place ?? 'the repository',
    ...inspections.filter(({ branch }) => branch === place).map(line),
  ]);
  const count = (status: Inspection['status']) => inspections.filter((one) => one.status === status).length;
  return [
    `${repository}, for ${app === null ? 'an App of unknown number' : `App ${app}`}`,
    ...sections,
    ...mends.flatMap(mendLines),
    ...(count('unseen') === 0 ? [] : ['', UNSEEN]),
    ...(app === null ? ['', NO_APP] : []),
    '',
    `${count('fine')} fine, ${count('wrong')} wrong, ${count('unseen')} could not be seen`,
  ].join('\n');
}

const UNSEEN =
  'what could not be seen is not fine: use the token of an administrator of repository and organization, fine-grained with Administration: read and write';
const NO_APP = "say which App it is, by --app or APP_ID: the number on the App's settings page";

function line({ status, protection, wanted, seen }: Inspection): string {
  return visible(`  ${SIGNS[status]}  ${protection}: ${wanted}${status === 'fine' ? '' : ` - ${seen}`}`);
}

/** The JSON is quoted for a shell; none of it holds a quote of its own. */
function mendLines({ what, command, body }: Mend): string[] {
  const input = body === null ? '' : ` <<< '${JSON.stringify(body)}'`;
  return ['', visible(`mend ${what}:`), `  ${command}${input}`];
}

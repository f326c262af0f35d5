import { WrongArgument } from '../audit/wrong-argument.ts';
import { readAdministered } from '../observe/administered.ts';
import { inspectClassic } from '../protection/classic.ts';
import { inspect } from '../protection/inspect.ts';
import { mendsFor } from '../protection/mend.ts';
import { type Examination, examinationText } from '../report/doctor.ts';
import { administer } from './administer.ts';
import type { RepositoryName } from './repository.ts';

export interface DoctorOptions {
  readonly repository: RepositoryName;
  readonly app?: number;
  readonly api: string;
  readonly json?: true;
}

/**
 * Examines the protections of a governance repository. 0: all as needed; 1: something is wrong; 3: nothing is, and
 * something could not be seen. Throws as `administer` does.
 */
export async function examine(
  { repository: place, app: given, api, json }: DoctorOptions,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const app = given ?? appIn(env);
  const repository = `${place.owner}/${place.name}`;
  const seen = await administer({ repository: place, api }, env, 'nothing is changed by it', (github) =>
    readAdministered(github, place, app),
  );
  const inspections = [...inspect(seen.protection), ...seen.classic.map((classic) => inspectClassic(classic, app))];
  const mends = mendsFor(inspections, { repository, app, rulesets: seen.rulesets });
  const examination: Examination = { repository, app, inspections, mends };
  say(json ? JSON.stringify(examination, null, 2) : examinationText(examination));
  const has = (status: 'wrong' | 'unseen') => inspections.some((one) => one.status === status);
  if (has('wrong')) return 1;
  return has('unseen') ? 3 : 0;
}

function appIn({ APP_ID }: Readonly<Record<string, string | undefined>>): number | null {
  if (!APP_ID) return null;
  const app = Number(APP_ID);
  if (Number.isInteger(app) && app > 0) return app;
  throw new WrongArgument(
    "expected APP_ID to be a whole number, seen otherwise\nhint: it is on the App's settings page",
  );
}

import { request } from '@octokit/request';
import { WrongArgument } from '../audit/wrong-argument.ts';
import { boundedFetch } from '../github/bounded.ts';
import { Unanswered } from '../github/client.ts';
import { readAdministered } from '../observe/administered.ts';
import { inspectClassic } from '../protection/classic.ts';
import { inspect } from '../protection/inspect.ts';
import { mendsFor } from '../protection/mend.ts';
import { type Examination, examinationText } from '../report/doctor.ts';
import type { RepositoryName } from './repository.ts';

export interface DoctorOptions {
  readonly repository: RepositoryName;
  readonly app?: number;
  readonly api: string;
  readonly json?: true;
}

/**
 * Examines the protections of a governance repository. 0: all as needed; 1: something is wrong; 3: nothing is, and
 * something could not be seen. Throws `WrongArgument` for a missing token and for a repository that is not shown.
 */
export async function examine(
  { repository: { owner, name }, app: given, api, json }: DoctorOptions,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const token = env.GITHUB_TOKEN;
  if (!token)
    throw new WrongArgument(
      "expected GITHUB_TOKEN, seen nothing\nhint: an administrator's token; nothing is changed by it",
    );
  const app = given ?? appIn(env);
  const send = request.defaults({
    baseUrl: api,
    headers: { authorization: `token ${token}`, 'user-agent': 'countersign' },
    request: { fetch: boundedFetch() },
  });
  const repository = `${owner}/${name}`;
  const seen = await readAdministered(
    { request: (route, parameters) => send(route, parameters) },
    { owner, name },
    app,
  ).catch((error: unknown) => {
    if (!(error instanceof Unanswered) || error.status !== 404) throw error;
    throw new WrongArgument(
      `expected a repository ${repository}, seen none\nhint: check its name, and whether this token may see it`,
    );
  });
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

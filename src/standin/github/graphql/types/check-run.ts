import { iso } from '../../clock.ts';
import { rulesFor } from '../../rules/match.ts';
import { htmlUrl } from '../../shape/repository.ts';
import type { CheckRun, Repository } from '../../world.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { unprocessable } from '../refusal.ts';

export interface RunIn {
  readonly repository: Repository;
  readonly run: CheckRun;
}
export interface CheckRunFilter {
  readonly appId?: number | null;
  readonly checkName?: string | null;
  readonly checkType?: 'ALL' | 'LATEST' | null;
  readonly status?: string | null;
  readonly statuses?: readonly string[] | null;
  readonly conclusions?: readonly string[] | null;
}

/** The runs that the filter keeps; of runs of one name only the latest, unless all are asked for. */
export function runsIn(repository: Repository, runs: readonly CheckRun[], filter: CheckRunFilter): RunIn[] {
  const statuses = filter.statuses ?? (filter.status == null ? null : [filter.status]);
  const kept = (filter.checkType === 'ALL' ? runs : latest(runs)).filter(
    (run) =>
      (filter.appId == null || run.app === filter.appId) &&
      (filter.checkName == null || run.name === filter.checkName) &&
      (statuses === null || statuses.includes(run.status.toUpperCase())) &&
      (filter.conclusions == null || filter.conclusions.includes(run.conclusion?.toUpperCase() ?? '')),
  );
  return kept.map((run) => ({ repository, run }));
}

/** The newest run of each App and name. */
export function latest(runs: readonly CheckRun[]): CheckRun[] {
  return runs.filter(
    (run, index) => !runs.slice(index + 1).some((later) => later.app === run.app && later.name === run.name),
  );
}

const url = ({ repository, run }: RunIn, { world }: Asked) => `${htmlUrl(world, repository)}/runs/${run.id}`;

export const CHECK_RUN: Fields<RunIn> = {
  id: ({ repository, run }) => nodeId('CheckRun', repository.id, run.id),
  databaseId: ({ run }) => run.id,
  name: ({ run }) => run.name,
  status: ({ run }) => run.status.toUpperCase(),
  conclusion: ({ run }) => run.conclusion?.toUpperCase() ?? null,
  startedAt: ({ run }) => iso(run.startedAt),
  completedAt: ({ run }) => (run.completedAt === null ? null : iso(run.completedAt)),
  detailsUrl: ({ run }) => run.detailsUrl,
  externalId: ({ run }) => run.externalId,
  title: ({ run }) => run.output.title,
  summary: ({ run }) => run.output.summary,
  text: ({ run }) => run.output.text,
  url: (source, _args, asked: Asked) => url(source, asked),
  permalink: (source, _args, asked: Asked) => url(source, asked),
  repository: ({ repository }) => repository,
  checkSuite: ({ repository, run }) => {
    const suite = repository.suites.find(({ id }) => id === run.suite);
    return suite === undefined ? null : { repository, suite };
  },
  isRequired: ({ repository, run }, { pullRequestNumber }: { pullRequestNumber?: number | null }) => {
    const pull = repository.pulls.get(pullRequestNumber ?? 0);
    if (pull === undefined) throw unprocessable('You must provide either a pullRequestId or pullRequestNumber.');
    return rulesFor(repository, `refs/heads/${pull.base.ref}`).some(
      ({ rule }) =>
        rule.type === 'required_status_checks' &&
        rule.parameters.required_status_checks.some(
          ({ context, integration_id }) =>
            context === run.name && (integration_id === undefined || integration_id === run.app),
        ),
    );
  },
};

import { fullName } from '../find.ts';
import type { CheckRun, Repository, World } from '../world.ts';
import { discussionPath, repositoryPath } from './address.ts';
import { type Html, html } from './html.ts';
import { checkBadge, counted, listed, reviewerName, shortOid, who, words } from './label.ts';
import { headlinesAt, RECORD } from './record.ts';

/** What an act, and those who answer it, can change: as it stood at one moment. */
export interface Standing {
  readonly record: string | undefined;
  readonly runs: ReadonlyMap<number, string>;
  readonly merged: ReadonlySet<number>;
  /** The ids of issues anywhere. */
  readonly issues: ReadonlySet<number>;
  /** The ids of requests for a review. */
  readonly asked: ReadonlySet<number>;
}

export function standingOf(world: World, repository: Repository): Standing {
  const pulls = [...repository.pulls.values()];
  return {
    record: repository.git.branch(RECORD),
    runs: new Map(repository.runs.map((run) => [run.id, textOf(run)])),
    merged: new Set(pulls.filter(({ merged }) => merged !== null).map(({ number }) => number)),
    issues: new Set(issuesIn(world).map(({ issue }) => issue.id)),
    asked: new Set(requests(repository).map(({ event }) => event.id)),
  };
}

/** What is otherwise than it stood before, in words. */
export function cameSince(world: World, repository: Repository, before: Standing): Html[] {
  const at = repositoryPath(world, repository);
  const tip = repository.git.branch(RECORD);
  const entries = tip === undefined ? [] : [...headlinesAt(repository, tip, before.record)].sort(([a], [b]) => a - b);
  const news = requests(repository).filter(({ event }) => !before.asked.has(event.id));
  return [
    ...[...Map.groupBy(news, ({ pull }) => pull)].map(([pull, those]) => {
      const names = listed(those.map(({ event }) => reviewerName({ world }, event.reviewer)));
      return html`${names} ${those.length === 1 ? 'is' : 'are'} asked for a review of #${pull}`;
    }),
    ...repository.runs
      .filter((run) => before.runs.get(run.id) !== textOf(run))
      .map(
        (run) =>
          html`${checkBadge(run)} <a href="${at}/runs/${run.id}">${words(run.output.title ?? run.name)}</a> <span class="quiet">${run.name} on ${shortOid(run.headSha)}</span>`,
      ),
    ...[...repository.pulls.values()]
      .filter(({ number, merged }) => merged !== null && !before.merged.has(number))
      .map(
        ({ number, merged, base }) =>
          html`${who({ world }, merged?.by ?? null)} merged #${number} into <code>${base.ref}</code>`,
      ),
    ...issuesIn(world)
      .filter(({ issue }) => !before.issues.has(issue.id))
      .map(
        ({ place, issue }) =>
          html`${who({ world }, issue.author)} opened <a href="${discussionPath(world, place, issue)}">${fullName(world, place)}#${issue.number}</a>`,
      ),
    ...(entries.length === 0 ? [] : [recorded(at, entries)]),
  ];
}

/** New entries of the record, each a line that leads to it. */
function recorded(at: string, entries: readonly (readonly [number, string])[]): Html {
  const lines = entries.map(
    ([number, headline]) =>
      html`<li value="${number}"><a href="${at}/ledger#entry-${number}">${words(headline)}</a></li>`,
  );
  return html`${counted(entries.length, 'new entry', 'new entries')} in the ledger:<ol class="entries">${lines}</ol>`;
}

function textOf({ status, conclusion, output }: CheckRun): string {
  return [status, conclusion, output.title, output.summary, output.text].join('\n');
}

function issuesIn(world: World) {
  return [...world.repositories.values()].flatMap((place) =>
    [...place.issues.values()].map((issue) => ({ place, issue })),
  );
}

function requests({ pulls }: Repository) {
  return [...pulls.values()].flatMap(({ number, timeline }) =>
    timeline.flatMap((event) => (event.kind === 'review_requested' ? [{ pull: number, event }] : [])),
  );
}

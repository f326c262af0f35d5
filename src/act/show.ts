import { ask } from '../github/client.ts';
import type { Looked } from '../plan/looked.ts';
import type { Showing } from '../plan/step.ts';
import type { Page } from '../report/page.ts';
import type { Hands } from './act.ts';
import type { RepositoryPlace } from './place.ts';

/** Brings what people see in line. Each says an end state: done twice, it is done once. */
export async function show(showings: readonly Showing[], hands: Hands, { observation }: Looked): Promise<void> {
  const place = { owner: observation.repository.owner, repo: observation.repository.name };
  for (const showing of showings) {
    switch (showing.show) {
      // It only tells people: `act` sees to it that nothing waits for it.
      case 'comment':
        break;
      case 'check':
        await showCheck(showing, hands, place);
        break;
      case 'review-request':
        await ask(hands.github, 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
          ...place,
          pull_number: showing.pull,
          reviewers: showing.logins,
        });
        break;
    }
  }
}

type Check = Extract<Showing, { show: 'check' }>;

/** Shows a page as the check of a commit. */
export async function showCheck({ head, page, known }: Check, hands: Hands, place: RepositoryPlace) {
  const run = { ...place, name: hands.checkName, ...contentOf(page) };
  if (known === null) await ask(hands.github, 'POST /repos/{owner}/{repo}/check-runs', { ...run, head_sha: head });
  else
    await ask(hands.github, 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...run, check_run_id: known });
}

/** The page's digest is the run's `external_id`, by which the next look tells that nothing has changed. */
function contentOf(page: Page) {
  const annotations = page.annotations.map(({ path, line, message }) => ({
    path,
    start_line: line,
    end_line: line,
    annotation_level: 'failure',
    message,
  }));
  const { title, summary, text } = page;
  return {
    status: 'completed',
    conclusion: page.conclusion,
    external_id: page.digest,
    output: { title, summary, text, annotations },
  };
}

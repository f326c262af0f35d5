import type { Figure, Measurement } from '../figure.ts';
import { proposed, push, requestsOf } from '../stage.ts';

const POLICY_BOT = 'policy-bot, 10 approvals, each time';

/** What a look costs of GitHub's scarce resource, requests; the rules on `main` have been read before. */
export const requestsPerLook: Measurement = async () => {
  const { stage, number } = await proposed();
  const approve = (login: string) =>
    stage.as(login, `POST /repos/{owner}/{repo}/pulls/${number}/reviews`, { event: 'APPROVE' });
  const rename = () => stage.as('fay', `PATCH /repos/{owner}/{repo}/pulls/${number}`, { title: 'Another title' });
  try {
    const nothing = await requestsOf(stage, rename);
    const finding = await requestsOf(stage, () => approve('ann'));
    const calling = await requestsOf(stage, () => push(stage, 'After an approval', 2));
    const head = await requestsOf(stage, () => push(stage, 'Once more', 2));
    return [
      requests('reads of a look that changes nothing', nothing.reads, { what: POLICY_BOT, value: 13 }, 2),
      requests('writes of a look that changes nothing', nothing.writes, { what: POLICY_BOT, value: 1 }, 0),
      requests('reads of a look, finding changed, same head', finding.reads, { what: 'aim', value: 2 }),
      requests('writes of a look, finding changed, same head', finding.writes, { what: 'aim', value: 2 }),
      requests('writes of a look that calls owners', calling.writes, { what: 'aim', value: 3 }),
      requests('reads of a look, new head', head.reads, { what: 'aim', value: 5 }),
    ];
  } finally {
    await stage.close();
  }
};

function requests(what: string, counted: readonly unknown[], beside: Figure['beside'], aim = beside.value): Figure {
  const figure = { what, unit: 'requests', measured: counted.length, beside, better: 'less' } as const;
  return aim === beside.value ? figure : { ...figure, aim };
}

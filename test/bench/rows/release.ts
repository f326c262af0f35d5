import type { Measurement } from '../figure.ts';
import { proposed, rest } from '../stage.ts';

/** GitHub's limit on requests that create content, an hour (its docs, "Rate limits for the REST API"). */
const WRITES_AN_HOUR = 500;

/** What one packet costs from its pull request to its release, two owners approving, and until its decision is proposed. */
export const writesPerRelease: Measurement = async () => {
  const { stage, number } = await proposed();
  try {
    for (const owner of ['ann', 'ben']) {
      await stage.as(owner, `POST /repos/{owner}/{repo}/pulls/${number}/reviews`, { event: 'APPROVE' });
      await rest(stage);
    }
    if (!stage.record.entries.some(({ kind }) => kind === 'released')) throw new Error('expected a release, seen none');
    const all = stage.github.requests.filter(({ by, kind }) => by?.endsWith('[bot]') && kind === 'write');
    // The very first notes where each council's branch is: once for a ledger, not for a release.
    const writes = all.length - 1;
    const what = "releases an hour, one after another, within GitHub's limit of writes";
    const beside = { what: 'as docs/ledger.md says', value: 17 };
    return [{ what, unit: 'releases', measured: Math.floor(WRITES_AN_HOUR / writes), beside, better: 'more' }];
  } finally {
    await stage.close();
  }
};

import type { Claims } from '../../claims/claims.ts';
import { MAX_CHANGED_FILES, MAX_COMMENTS, MAX_COMMITS, MAX_REVIEWS } from '../../packet/limits.ts';
import { met, type Rule, unmet } from '../case.ts';

const WANTED = 'an open pull request from a branch of this repository, ready for review';

/** Whether this pull request can be taken at all. */
export const eligibility: Rule = ({ claims }) => {
  const obstacle = obstacleOf(claims.pull);
  if (obstacle === null) return met('eligibility', WANTED, `open, from ${claims.pull.head.slice(0, 10)}`);
  return unmet('eligibility', 'proposal-not-eligible', { wanted: WANTED, ...obstacle });
};

function obstacleOf(pull: Claims['pull']): { seen: string; mend: string } | null {
  if (pull.fork) {
    return {
      seen: 'it comes from a fork',
      mend: 'bring the packet to a branch of this repository and open the pull request from there',
    };
  }
  if (pull.state === 'closed') return { seen: 'it is closed', mend: 'reopen it' };
  if (pull.draft) return { seen: 'it is a draft', mend: 'mark it ready for review' };
  if (pull.locked) return { seen: 'its conversation is locked', mend: 'ask who locked it to unlock it' };
  return null;
}

const LIMITS = `at most ${MAX_COMMITS} commits, ${MAX_CHANGED_FILES} files, ${MAX_REVIEWS} reviews and ${MAX_COMMENTS} comments`;

/** Told from the counts of the first page, before anything of the change is read. */
export const size: Rule = ({ claims }) => {
  const { commits, files, reviews, comments } = claims.pull;
  const counts = `${commits} commits, ${files} files and ${reviews} reviews`;
  const fits =
    commits <= MAX_COMMITS && files <= MAX_CHANGED_FILES && reviews <= MAX_REVIEWS && comments <= MAX_COMMENTS;
  // Comments come and go without a look that concludes anything: they are counted out only where they hold it.
  const seen = comments > MAX_COMMENTS ? `${counts}, and ${comments} comments` : counts;
  if (fits) return met('size', LIMITS, seen);
  return unmet('size', 'packet-too-large', {
    wanted: LIMITS,
    seen,
    mend: 'open a new pull request with fewer commits; cite large evidence by checksum instead of carrying it',
  });
};

/** An approval is given on one pull request; with the same head in two, nobody can say on which. */
export const ownHead: Rule = ({ claims }) => {
  const wanted = 'no other open pull request with this head';
  const others = claims.pull.shares_head_with.map((number) => `#${number}`).join(', ');
  if (others === '') return met('own-head', wanted, 'none');
  return unmet('own-head', 'approval-context-mismatch', { wanted, seen: others, mend: `close ${others} or this one` });
};

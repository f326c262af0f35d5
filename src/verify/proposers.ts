import type { Proposer } from '../claims/pull.ts';
import { isAgent, type People, personNamed, personOfAccount } from '../people/people.ts';
import { compareInstants } from '../time/instant.ts';
import type { Actor } from './observation/account.ts';
import type { ActivityRead, ActivitySeen } from './observation/activity.ts';
import type { PullSeen } from './observation/pull.ts';

/**
 * Everyone who had a hand in a pull request. Names, e-mail addresses and trailers can be written by anybody, so they
 * only ever take approvers away; author and pushers are GitHub's word, and must be known.
 */
export function proposersOf(
  pull: PullSeen,
  activity: ActivityRead,
  requester: string | null,
  people: People,
): { proposers: Proposer[]; unresolved: string[] } {
  const proposers: Proposer[] = [];
  const unresolved: string[] = [];
  const add = (account: number | null, bot: boolean, as: string) => {
    const person = account === null ? null : (personOfAccount(people, account) ?? null);
    const agent = bot || (account !== null && isAgent(people, account));
    proposers.push({ account, person, agent, as });
    return person !== null || agent;
  };
  const { author } = pull;
  if (!add(author.id, isBot(author), 'author of the pull request')) {
    unresolved.push(`the author @${author.login} is not listed`);
  }
  if (!activity.whole) unresolved.push('the activity log does not reach back to where it begins: push it anew');
  for (const pusher of pushersOf(pull, activity.rows)) {
    if (pusher === null) unresolved.push('GitHub does not say who pushed a commit of it');
    else if (!add(pusher, pusher === author.id && isBot(author), 'pusher'))
      unresolved.push(`the pusher ${pusher} is not listed`);
  }
  for (const pusher of earlierPushersOf(pull, activity.rows)) add(pusher, false, 'pusher of an earlier head');
  for (const commit of pull.commits) {
    for (const { as, account } of commit.people) {
      if (account !== null) add(account.id, false, `${as} of ${commit.oid.slice(0, 10)}`);
    }
  }
  if (requester !== null) {
    const known = personNamed(people, requester) !== undefined;
    proposers.push({ account: null, person: requester, agent: false, as: 'requester' });
    if (!known) unresolved.push(`the requester \`${requester}\` is not listed`);
  }
  return { proposers: distinct(proposers), unresolved };
}

/** Who brought a commit of the pull request to any ref, by the activity log; null where a row names nobody. */
function pushersOf(pull: PullSeen, activity: readonly ActivitySeen[]): Set<number | null> {
  const commits = new Set(pull.commits.map(({ oid }) => oid));
  return new Set(activity.filter(({ after }) => commits.has(after)).map(({ actor }) => actor));
}

/**
 * Who moved the branch of the pull request since it began, whatever became of those commits: squashed away or rebased
 * by somebody else, the files may still be theirs.
 */
function earlierPushersOf({ headRef, createdAt }: PullSeen, activity: readonly ActivitySeen[]): Set<number> {
  const own = activity.filter(({ ref }) => ref === `refs/heads/${headRef}`);
  const begun = own.find(({ type, at }) => type === 'branch_creation' && compareInstants(at, createdAt) <= 0);
  const since = own.filter(
    ({ type, at }) => type !== 'branch_deletion' && !(begun && compareInstants(at, begun.at) < 0),
  );
  return new Set(since.flatMap(({ actor }) => actor ?? []));
}

function isBot(actor: Actor): boolean {
  return actor.type === 'Bot';
}

function distinct(proposers: readonly Proposer[]): Proposer[] {
  const seen = new Map<string, Proposer>();
  for (const one of proposers) {
    const key = `${one.account} ${one.person} ${one.as.split(' of ')[0]}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

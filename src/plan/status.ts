import { leaves } from '../finding/finding.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { type Reply, type Stands, statusComment } from '../report/status.ts';
import { factsOf, type Looked } from './looked.ts';
import type { Showing } from './step.ts';

/**
 * The one comment that says how it stands, where it says otherwise now. It is posted once there is something for people
 * to do, and edited in place. `record`: the entries of this step, whose answers it shows. Nothing is said of what is on
 * its way from one turn to the next: whoever is told of each step learns not to read.
 */
export function statusOf(looked: Looked, stands: Stands, record: readonly Draft[]): Showing[] {
  const { claims, finding, observation } = looked;
  const { discussion, pull, troubles } = observation;
  // Without knowing what we said there is nothing to edit, and a second comment must not be.
  if (!('read' in discussion) || troubles.comment !== undefined) return [];
  const [known, ...doubles] = discussion.read.status;
  const replies = [...repliesOf(looked), ...record.flatMap(replyTo)];
  const worthIt = known !== undefined || replies.length > 0 || callsPeople(looked);
  if (!worthIt) return [];
  const comment = statusComment(claims, finding, stands, replies, pull.url);
  if (known?.digest === comment.digest && !known.touched && doubles.length === 0) return [];
  return [
    { show: 'comment', pull: pull.number, comment, known: known?.id ?? null, doubles: doubles.map(({ id }) => id) },
  ];
}

/** Whether something waits for people. What could not be read resumes by itself, and who closed it knows. */
function callsPeople({ finding, claims }: Looked): boolean {
  return claims.pull.state === 'open' && leaves(finding).some(({ status }) => status === 'unmet');
}

function repliesOf(looked: Looked): Reply[] {
  const { commands, refusedReviews } = factsOf(looked);
  const answered = [...commands.values()].map(({ comment: id, person, account, verb, answer: sentence, refused }) => {
    return { id, in: 'comment' as const, who: person ?? `account ${account}`, verb, sentence, refused };
  });
  return [...answered, ...[...refusedReviews.values()].map(refusalOf)];
}

/** Whoever meant to sign and did not hears why, as whoever asked in vain by a comment. */
function refusalOf({ review, person, login, code, why }: Body<'signature-refused'>): Reply {
  return { id: review, in: 'review', who: person ?? login, verb: 'sign', sentence: why, refused: code };
}

function replyTo({ kind, body }: Draft): Reply[] {
  if (kind === 'signature-refused') return [refusalOf(body)];
  if (kind !== 'command' && kind !== 'refusal') return [];
  const { comment: id, person, account, verb, answer: sentence } = body;
  const refused = 'code' in body ? body.code : null;
  return [{ id, in: 'comment', who: person ?? `account ${account}`, verb, sentence, refused }];
}

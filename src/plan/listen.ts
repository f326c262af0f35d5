import type { Named } from '../document/names.ts';
import { type Answer, answered } from '../judge/asked.ts';
import { correctionAnswer, correctionIn } from '../judge/corrections.ts';
import type { Draft } from '../ledger/entry.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { councilIn } from '../policy/consult.ts';
import type { Rules } from '../policy/rules.ts';
import { reply, replyMarker } from '../report/reply.ts';
import { commandClaims } from '../verify/commands.ts';
import type { DeliveredSeen } from '../verify/delivered.ts';
import type { CommentSeen } from '../verify/observation/discussion.ts';
import { answerDraft } from './commands.ts';

/** What one turn does about what was written on a delivered issue: first `record`, in one append; then the replies. */
export interface ListenStep {
  readonly record: readonly Draft[];
  readonly replies: readonly ReplyStep[];
  /** Comments from which nothing follows any more. */
  readonly settled: readonly number[];
}
/** The reply to a comment whose answer the ledger knows. */
export interface ReplyStep {
  readonly repository: Named;
  readonly issue: number;
  readonly marker: string;
  /** When the ledger took the answer: the reply is no older. */
  readonly since: string;
  readonly body: string;
}
const NOTHING: ListenStep = { record: [], replies: [], settled: [] };

/** The next step. Pure; where everything was answered there is nothing left to do but to take note of that. */
export function planListen(seen: DeliveredSeen, facts: LedgerFacts, rules: Rules): ListenStep {
  const release = facts.releases.get(seen.release);
  if (release === undefined) return NOTHING;
  const council = councilIn({ ok: true, rules }, release.council);
  const written = seen.comments.filter(({ own }) => !own);
  const unanswered = written.filter(({ id }) => !facts.answered.has(id));
  const judged = commandClaims(unanswered, rules.people, { facts: undefined, arrival: null }).map((asked) => ({
    asked,
    becomes: correctionAnswer(asked, council),
  }));
  const replies = repliesTo(seen, facts);
  const open = judged.filter(({ becomes }) => becomes !== 'ignored').map(({ asked }) => asked.comment);
  return {
    record: judged.flatMap(({ asked, becomes }) =>
      answered(asked, becomes).flatMap((answer) => drafts(answer, seen, release)),
    ),
    replies: replies.map(({ step }) => step),
    settled: written.map(({ id }) => id).filter((id) => !open.includes(id) && !replies.some(({ to }) => to === id)),
  };
}

function drafts(answer: Answer, { repository, issue }: DeliveredSeen, release: ReleaseFacts): Draft[] {
  const where = { pull: null, issue: { repository: repository.id, number: issue }, head: null };
  const { comment, account, person, argument } = answer.asked;
  const correction = answer.result === 'done' ? correctionIn(argument) : null;
  if (correction === null || person === null) return [answerDraft(answer, where)];
  const { packet, revision } = release;
  const which = { packet, revision, repository: repository.id, issue };
  return [
    answerDraft(answer, where),
    { kind: 'correction', body: { ...which, comment, account, person, ...correction } },
  ];
}

/** Those that are not there yet: whoever died between ledger and reply leaves it to the next. */
function repliesTo({ repository, issue, comments }: DeliveredSeen, { answered: known }: LedgerFacts) {
  return comments.flatMap(({ id: to, author }): { to: number; step: ReplyStep }[] => {
    const answer = known.get(to);
    const marker = replyMarker(to);
    // Only what was written after it: an older comment of ours could have been edited to pass for the reply.
    const isReply = ({ id, own, body }: CommentSeen) => own && id > to && body.startsWith(marker);
    if (answer === undefined || comments.some(isReply)) return [];
    const since = answer.at;
    return [{ to, step: { repository, issue, marker, since, body: reply(to, author.login, answer) } }];
  });
}

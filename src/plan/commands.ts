import { cut } from '../document/text.ts';
import type { Code } from '../finding/code.ts';
import type { Answer } from '../judge/asked.ts';
import { answersTo } from '../judge/commands.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import { councilOn } from '../policy/consult.ts';
import { factsOf, type Looked } from './looked.ts';

/** The answers that this look gives, each to be recorded, so that no comment is answered twice. */
function answersOf({ claims, rules }: Looked): readonly Answer[] {
  return answersTo(claims, councilOn(rules, claims.pull.base));
}

/** What was asked for, and what came of it. */
export function commandDrafts(looked: Looked): Draft[] {
  const { number: pull, state, head } = looked.claims.pull;
  const where = { pull, issue: null, head: state === 'open' ? head : null };
  return withoutFlood(answersOf(looked), factsOf(looked)).flatMap((answer) => [
    answerDraft(answer, where),
    ...withdrawal(answer, looked),
  ]);
}

/** Of one account so many attempts are kept: anybody may make them, and could fill the ledger. */
const MOST_ATTEMPTS = 5;
const ATTEMPTS: readonly Code[] = ['forwarding-blocked', 'verdict-not-permitted'];

function withoutFlood(answers: readonly Answer[], { commands }: PullFacts): Answer[] {
  const attempts = new Map<number, number>();
  for (const { account, refused } of commands.values())
    if (ATTEMPTS.some((code) => code === refused)) attempts.set(account, (attempts.get(account) ?? 0) + 1);
  return answers.filter((answer) => {
    if (answer.result === 'done' || !answer.recorded) return true;
    const before = attempts.get(answer.asked.account) ?? 0;
    attempts.set(answer.asked.account, before + 1);
    return before < MOST_ATTEMPTS;
  });
}

/** The entry by which a comment is answered, once and for all. */
export function answerDraft(answer: Answer, where: Pick<Body<'command'>, 'pull' | 'issue' | 'head'>): Draft {
  const { comment, account, person, login, verb, argument } = answer.asked;
  const asked = {
    ...where,
    comment,
    account,
    person,
    verb: verb === '' ? null : verb,
    argument: argument === '' ? null : argument,
    answer: cut(answer.sentence, 1000),
  };
  if (answer.result === 'done') {
    const { outcome } = answer;
    return { kind: 'command', body: { ...asked, result: 'done', ...(outcome && { outcome }) } };
  }
  const { code } = answer;
  if (answer.recorded) return { kind: 'refusal', body: { ...asked, login: cut(login, 100), code } };
  return { kind: 'command', body: { ...asked, result: 'refused', code } };
}

/** After the merge a withdrawal is an entry of its own: others received the revision, and are told. */
function withdrawal({ asked, result }: Answer, { claims }: Looked): Draft[] {
  const merge = 'known' in claims.ledger ? claims.ledger.known.merge : null;
  if (result !== 'done' || asked.verb !== 'withdraw' || asked.person === null) return [];
  if (claims.pull.state !== 'merged' || merge === null) return [];
  const { comment, account, person, argument: reason } = asked;
  const { packet, revision } = merge;
  return [
    { kind: 'withdrawn', body: { pull: claims.pull.number, packet, revision, account, person, comment, reason } },
  ];
}

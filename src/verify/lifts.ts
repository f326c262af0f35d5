import { commandsIn } from '../command/commands.ts';
import type { IncidentFacts } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { isAgent, personOfAccount } from '../people/people.ts';
import { ownersFor } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { CommentSeen } from './observation/discussion.ts';
import type { AlarmSeen } from './surroundings.ts';

/** Somebody asks to lift an incident: whose word it is, and whether it counts. */
export interface Lift {
  readonly comment: number;
  readonly login: string;
  readonly reason: string;
  /** The person whose word counts; or why it does not. */
  readonly counts: { readonly person: string; readonly account: number } | { readonly why: string };
}

/**
 * What people wrote on an alarm to lift it, in order. One person counts once, by the first word that counts; a word that
 * the ledger answered has had its answer.
 */
export function liftsOf({ incident, issue }: AlarmSeen, rules: LoadedRules, { answered }: LedgerFacts): Lift[] {
  const counted = new Set<string>();
  return (issue?.comments ?? []).flatMap((comment) => {
    const asked = commandsIn(comment.body).find(({ verb }) => verb === 'lift');
    if (asked === undefined) return [];
    const before = answered.get(comment.id);
    const counts = before ? { why: before.answer } : countsAs(comment, asked.argument, incident, rules);
    const again = 'person' in counts && counted.has(counts.person);
    if ('person' in counts) counted.add(counts.person);
    const { id, author } = comment;
    return [
      {
        comment: id,
        login: author.login,
        reason: asked.argument,
        counts: again ? { why: 'said once already' } : counts,
      },
    ];
  });
}

function countsAs(
  { author, edited, viaApp }: CommentSeen,
  reason: string,
  incident: IncidentFacts,
  rules: LoadedRules,
): Lift['counts'] {
  if (!rules.ok) return { why: 'the policies do not load, so nobody can be told to be an owner' };
  const { people } = rules.rules;
  const account = author.id;
  if (account === null || author.type !== 'User' || isAgent(people, account))
    return { why: 'only a person lifts a halt' };
  if (viaApp !== false) return { why: 'it was written through an App' };
  if (edited) return { why: 'it was edited: write another' };
  if (reason === '') return { why: 'it gives no reason: `/countersign lift <reason>`' };
  const person = personOfAccount(people, account);
  if (person === undefined) return { why: 'policies/people.yaml does not list this account' };
  if (!ownersFor(rules.rules, incident.council).includes(person)) {
    return { why: incident.council === null ? 'no owner of any council' : `no owner of ${incident.council}` };
  }
  const hands = incident.who.map((one) => one.account && personOfAccount(people, one.account));
  if (hands.includes(person)) return { why: 'had a hand in it' };
  return { person, account };
}

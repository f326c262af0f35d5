import { ask } from '../github/client.ts';
import type { Draft } from '../ledger/entry.ts';
import type { AlarmStep } from '../plan/watch.ts';
import type { Hands } from './act.ts';
import { openOnce } from './issue.ts';
import type { RepositoryPlace } from './place.ts';

/** Brings the issue of an alarm in line. Gives the entry that names it, when the ledger does not yet. */
export async function alarm(step: AlarmStep, place: RepositoryPlace, hands: Hands): Promise<Draft[]> {
  const { incident, title, body, open } = step;
  const search = { ...place, creator: hands.botLogin, ...(incident !== null && { since: incident.at }) };
  const number = step.issue ?? (await openOnce(hands.github, search, step.marker, () => ({ title, body }))).number;
  if (step.issue !== null || !open) {
    const state = open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' };
    const edit = { ...place, issue_number: number, title, body, ...state };
    await ask(hands.github, 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', edit);
  }
  return incident !== null && incident.issue !== number
    ? [{ kind: 'alarmed', body: { incident: incident.number, issue: number } }]
    : [];
}

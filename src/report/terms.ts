import { councilIn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { Terms } from '../terms/terms.ts';
import { code } from './markdown.ts';

/** The terms as rows of a table, with the names that stand for ids today. */
export function termRows(terms: Terms, rules: LoadedRules): [string, string][] {
  const audience = councilIn(rules, terms.council)?.audience;
  const named = (ids: readonly number[], known: readonly { id: number; name: string }[] = []) =>
    ids.map((id) => `${known.find((one) => one.id === id)?.name ?? 'unknown'} (${id})`);
  const recipients = [
    ...named(terms.audience.repositories, audience?.repositories),
    ...named(terms.audience.teams, audience?.teams),
  ];
  return [
    ['packet', code(terms.packet)],
    ['revision', String(terms.revision)],
    ['revision digest', code(terms.digests.revision)],
    ['option set', code(terms.digests.option_set)],
    ['blocked paths', code(terms.digests.blocked_paths)],
    ['evidence state', code(terms.digests.evidence_state)],
    ['council', code(terms.council)],
    ['audience', code(recipients.join(', '))],
    ['review window', `${terms.review_window.opens} until ${terms.review_window.closes}`],
    ['scope', terms.scope],
    ['policy', code(terms.policy)],
  ];
}

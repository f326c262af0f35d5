import { councilIn } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { TermName } from '../terms/changed.ts';
import type { Terms } from '../terms/terms.ts';
import { code } from './markdown.ts';

/** Values that cannot hold anything but what they look like. */
const BARE = ['revision', 'review window', 'scope'];

/** The terms as rows of a table, with the names that stand for ids today. */
export function termRows(terms: Terms, rules: LoadedRules): [TermName, string][] {
  return termValues(terms, rules).map(([name, value]) => [name, BARE.includes(name) ? value : code(value)]);
}

/** The same as plain text. */
export function termValues(terms: Terms, rules: LoadedRules): [TermName, string][] {
  const audience = councilIn(rules, terms.council)?.audience;
  const named = (ids: readonly number[], known: readonly { id: number; name: string }[] = []) =>
    ids.map((id) => `${known.find((one) => one.id === id)?.name ?? 'unknown'} (${id})`);
  const recipients = [
    ...named(terms.audience.repositories, audience?.repositories),
    ...named(terms.audience.teams, audience?.teams),
    ...(terms.audience.webhooks ?? []),
  ];
  return [
    ['packet', terms.packet],
    ['revision', String(terms.revision)],
    ['revision digest', terms.digests.revision],
    ['option set', terms.digests.option_set],
    ['blocked paths', terms.digests.blocked_paths],
    ['evidence state', terms.digests.evidence_state],
    ['council', terms.council],
    ['audience', recipients.join(', ')],
    ['review window', `${terms.review_window.opens} until ${terms.review_window.closes}`],
    ['scope', terms.scope],
    ['policy', terms.policy],
  ];
}

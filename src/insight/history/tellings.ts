import { outcomeText } from '../../decision/outcome.ts';
import { reachLines } from '../../exception/reach.ts';
import { CODES } from '../../finding/code.ts';
import type { Entry, EntryOf, Kind } from '../../ledger/entry.ts';
import { changedTerms } from '../../terms/changed.ts';
import type { Terms } from '../../terms/terms.ts';
import type { Names } from '../names.ts';

/** What has been told so far of a packet: what an entry means often lies in those before it. */
export interface SoFar {
  readonly names: Names;
  /** The terms that were shown last, for any head; and the same by head and by digest. */
  readonly shown: Terms | null;
  readonly byHead: ReadonlyMap<string, Terms>;
  readonly byDigest: ReadonlyMap<string, Terms>;
  /** The terms that an owner approved last. */
  readonly approved: Terms | null;
}

type Telling<K extends Kind> = (entry: EntryOf<K>, soFar: SoFar) => readonly string[];

/**
 * What to say of an entry below its headline, in lines. A kind that is not here is told by its headline alone; one that
 * needs more has one function here, and nothing else knows of it.
 */
const TELLINGS: { readonly [K in Kind]?: Telling<K> } = {
  'head-seen': ({ body: { base, arrival } }, { names }) => [
    arrival === null
      ? `for ${base}; the activity log does not say who pushed it`
      : `for ${base}; pushed by ${names.account(arrival.actor)} at ${arrival.at}`,
  ],
  'review-seen': ({ body: { account, submitted_at } }, { names }) => [
    `by ${names.account(account)} at ${submitted_at}`,
  ],
  'terms-shown': ({ body: { terms, digest } }, { shown, names }) => [
    `terms ${digest}`,
    ...(shown === null ? termLines(terms, names) : changes(shown, terms, 'than those shown before')),
  ],
  hold: (entry, soFar) => reasons(entry, soFar),
  denied: (entry, soFar) => reasons(entry, soFar),
  approved: ({ body: { terms, review } }) => [`review ${review} of the terms ${terms}`],
  superseded: ({ body: { codes, by } }, { approved, byHead }) => [
    ...codes.map(meaning),
    ...changes(approved, byHead.get(by.head) ?? null, 'than those approved'),
  ],
  intent: ({ body }) => {
    if (body.effect === 'seal')
      return [`with the approvals of ${body.approvals.map(({ person }) => person).join(', ')}`];
    if (body.effect !== 'seal-conclusion') return [];
    const { signers, outcome } = body.conclusion;
    return [`for ${outcomeText(outcome)}, signed by ${signers.map(({ person }) => person).join(', ')}`];
  },
  outcome: ({ body }, { names }) => {
    if (body.result !== 'done') return [meaning(body.code), body.reason];
    if (body.effect === 'seal') return [`over the manifest ${body.statement}`];
    if (body.effect === 'seal-conclusion') return [`over the conclusion ${body.statement}`];
    if (body.effect !== 'deliver')
      return [`as ${body.merge}${body.tree_matches ? '' : ', which brought something else'}`];
    return [
      body.url,
      ...body.recipients.map(({ team, members }) => `${names.team(team)}: ${members.map(names.account).join(', ')}`),
    ];
  },
  'seal-void': ({ body: { code, reason } }) => [meaning(code), reason],
  released: ({ body }, { names }) => [
    `approved by ${body.approvers.map(({ person }) => person).join(', ')}`,
    `merged as ${body.merge}; sealed by entry ${body.seal}`,
    `delivered to ${body.deliveries.map(({ repository, issue }) => `${names.repository(repository)}#${issue}`).join(', ')}`,
    `to be reviewed from ${body.review_window.opens} until ${body.review_window.closes}`,
  ],
  command: ({ body: { account, person, verb, argument, answer } }, { names }) => [
    `${person ?? names.account(account)} wrote: /countersign ${[verb, argument].filter(Boolean).join(' ')}`,
    `answered: ${answer}`,
  ],
  refusal: ({ body: { login, verb, argument, answer } }) => [
    `@${login} wrote: /countersign ${[verb, argument].filter(Boolean).join(' ')}`,
    `answered: ${answer}`,
  ],
  unsent: ({ body: { reason, retry_at } }) => [`because: ${reason}; tried again at ${retry_at}`],
  'dead-letter': ({ body: { reason } }) => [`because: ${reason}; not tried again`],
  signed: ({ body: { review, roles, assurance, submitted_at, keyless } }) => [
    `review ${review} at ${submitted_at}, as ${roles.join(', ')}, assured by ${assurance}`,
    ...(keyless === undefined ? [] : [`as ${keyless.identity} of ${keyless.issuer}, signed at ${keyless.signed_at}`]),
  ],
  'signature-refused': ({ body: { code, why } }) => [meaning(code), why],
  concluded: ({ body: { scope, signers, merge, seal } }) => [
    `signed by ${signers.map(({ person }) => person).join(', ')}; scope ${scope}`,
    `merged as ${merge}; sealed by entry ${seal}`,
  ],
  granted: ({ body: { title, requester, signers, rationale, reach, expires, conclusion } }) => [
    title,
    `asked for by ${requester ?? 'nobody who is named'}; signed by ${signers.join(', ')}; by entry ${conclusion}`,
    ...reachLines(reach),
    `until ${expires}`,
    `because: ${rationale.trim()}`,
  ],
  enacted: ({ body: { says } }) => [says],
  withdrawn: ({ body: { reason } }) => [`because: ${reason}`],
  correction: ({ body: { note, repository, issue } }, { names }) => [
    `on ${names.repository(repository)}#${issue}: ${note}`,
  ],
  incident: ({ body: { what, who, where, undo } }) => [
    what,
    `where: ${where}`,
    ...(who.length === 0 ? [] : [`who: ${who.map(({ login }) => `@${login}`).join(', ')}`]),
    ...(undo === null ? [] : [`undone by: ${undo}`]),
  ],
  lifted: ({ body: { by, reason } }) => [`by ${by.map(({ person }) => person).join(', ')}: ${reason}`],
};

/** The lines below the headline of an entry. */
export function detailsOf(entry: Entry, soFar: SoFar): readonly string[] {
  const telling = TELLINGS[entry.kind] as ((entry: Entry, soFar: SoFar) => readonly string[]) | undefined;
  return telling === undefined ? [] : telling(entry, soFar);
}

/** What had been told before the next entry, after this one. */
export function after(soFar: SoFar, entry: Entry): SoFar {
  if (entry.kind === 'approved') return { ...soFar, approved: soFar.byDigest.get(entry.body.terms) ?? soFar.approved };
  if (entry.kind !== 'terms-shown') return soFar;
  const { terms, head, digest } = entry.body;
  return {
    ...soFar,
    shown: terms,
    byHead: new Map(soFar.byHead).set(head, terms),
    byDigest: new Map(soFar.byDigest).set(digest, terms),
  };
}

function reasons(
  { body: { codes, head } }: EntryOf<'hold'> | EntryOf<'denied'>,
  { approved, byHead }: SoFar,
): string[] {
  const stands = byHead.get(head) ?? null;
  return [...codes.map(meaning), ...changes(approved, stands, 'than those approved')];
}

function meaning(code: keyof typeof CODES): string {
  return `${code}: ${CODES[code]}`;
}

/** Which terms are others, each with both values; nothing where one of the two is not known. */
function changes(before: Terms | null, now: Terms | null, than: string): string[] {
  if (before === null || now === null) return [];
  const changed = changedTerms(before, now);
  if (changed.length === 0) return [];
  return [`other terms ${than}:`, ...changed.map(({ term, from, to }) => `  ${term} from ${from} to ${to}`)];
}

function termLines(terms: Terms, names: Names): string[] {
  const { digests, audience, review_window } = terms;
  const recipients = [...audience.repositories.map(names.repository), ...audience.teams.map(names.team)];
  return [
    `  revision digest ${digests.revision}`,
    `  option set ${digests.option_set}`,
    `  blocked paths ${digests.blocked_paths}`,
    `  evidence state ${digests.evidence_state}`,
    `  council ${terms.council}, audience ${recipients.join(', ')}`,
    `  review window ${review_window.opens} until ${review_window.closes}, scope ${terms.scope}`,
    `  policy ${terms.policy}`,
  ];
}

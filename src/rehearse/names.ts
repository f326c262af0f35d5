import type { Complaint, ValuePath } from '../document/problem.ts';
import type { Rehearsal } from './format.ts';
import type { Reference } from './stage/reference.ts';
import { APP_BOT, accountsOf, teamsOf } from './stage/scene.ts';

/** What steps can name at one point of a rehearsal. */
interface Known {
  readonly accounts: Set<string>;
  readonly teams: Set<string>;
  /** Pull requests, each with its named heads. */
  readonly pulls: Map<string, Set<string>>;
}

const ACCOUNT_KEYS = [
  'by',
  'of',
  'author',
  'committer',
  'pushed_by',
  'account',
  'actor',
  'co_authors',
  'add',
  'remove',
];
const HEAD_KEYS = ['at', 'onto', 'to'];
/** What stands in their place and names none. */
const NO_HEADS = ['base', 'nothing'];

/** Names that are used and belong to nothing, or not yet: steps are read in their order, as they are played. */
export function wrongNames({ world = {}, steps }: Rehearsal, reference: Reference): Complaint[] {
  const known: Known = {
    accounts: new Set([...accountsOf(world, reference).keys(), APP_BOT]),
    teams: new Set(teamsOf(world, reference).keys()),
    pulls: new Map(),
  };
  const inTeams = Object.entries(world.teams ?? {}).flatMap(([team, members]) =>
    members.flatMap((login, index) => unknown('account', login, known.accounts, ['world', 'teams', team, index])),
  );
  return [...inTeams, ...steps.flatMap((step, index) => inStep(step, ['steps', index], known))];
}

/** Steps after which a pull request has a name. */
const BEGIN = ['open', 'decision', 'propose', 'call'];

function inStep(step: object, at: ValuePath, known: Known): Complaint[] {
  return Object.entries(step).flatMap(([kind, value]: [string, unknown]) => {
    if (!isMapping(value)) return [];
    const where = [...at, kind];
    if (kind === 'meanwhile' && Array.isArray(value.do))
      return value.do.flatMap((inner: object, index) => inStep(inner, [...where, 'do', index], known));
    if (BEGIN.includes(kind)) begin(value, known);
    const found = kind === 'forge' ? inForge(value, where, known) : inMapping(value, where, known);
    if (kind === 'push') nameHead(value, known);
    if (kind === 'rename') {
      known.accounts.delete(String(value.account));
      known.accounts.add(String(value.to));
    }
    return found;
  });
}

function inForge(value: Mapping, at: ValuePath, known: Known): Complaint[] {
  return Object.entries(value).flatMap(([kind, inner]) =>
    isMapping(inner) ? inMapping(inner, [...at, kind], known) : [],
  );
}

function inMapping(value: Mapping, at: ValuePath, known: Known): Complaint[] {
  const heads = known.pulls.get(String(value.pull));
  return Object.entries(value).flatMap(([key, names]) => {
    const here = [...at, key];
    if (key === 'pull' || key === 'shares') return unknown('pull request', names, new Set(known.pulls.keys()), here);
    if (key === 'team') return unknown('team', names, known.teams, here);
    if (HEAD_KEYS.includes(key) && heads !== undefined && !NO_HEADS.some((none) => none === names))
      return unknown('head', names, heads, here);
    if (!ACCOUNT_KEYS.includes(key)) return [];
    if (!Array.isArray(names)) return unknown('account', names, known.accounts, here);
    return names.flatMap((name, index) => unknown('account', name, known.accounts, [...here, index]));
  });
}

function begin(value: Mapping, { pulls }: Known): void {
  const name = String(value.pull);
  pulls.set(name, pulls.get(name) ?? new Set());
  nameHead(value, { pulls });
}

function nameHead({ pull, head }: Mapping, { pulls }: Pick<Known, 'pulls'>): void {
  if (typeof head === 'string') pulls.get(String(pull))?.add(head);
}

function unknown(what: string, name: unknown, known: ReadonlySet<string>, at: ValuePath): Complaint[] {
  if (typeof name === 'string' && known.has(name)) return [];
  const hint = known.size === 0 ? `there is no ${what} yet` : `there are ${[...known].join(', ')}`;
  return [{ at, code: 'unknown-name', message: `expected a known ${what}, seen \`${String(name)}\``, hint }];
}

type Mapping = Readonly<Record<string, unknown>>;
function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

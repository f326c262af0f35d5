import { fullName } from '../find.ts';
import { notFound } from '../refused.ts';
import type { Repository, World } from '../world.ts';
import { ask } from './ask.ts';
import { edit } from './edit.ts';
import { placeIn } from './files.ts';
import { propose } from './propose.ts';
import type { Values, Visit } from './visit.ts';

/** Something that one can do by a form. */
export interface Act {
  /** `ann approves #2`. */
  readonly what: string;
  /** Where the form is, to which a refusal leads back. */
  readonly from: string;
  /** Does it, and gives the path at which to see it. Throws `Refused`. */
  readonly perform: () => Promise<string>;
}

/** Who does it, and what the form said. */
export interface Doer {
  readonly world: World;
  readonly visit: Visit;
  readonly login: string;
  readonly values: Values;
}

const REVIEWS = { APPROVE: 'approves', REQUEST_CHANGES: 'asks for changes to', COMMENT: 'reviews' } as const;
const STATES = { closed: 'closes', open: 'reopens', merged: 'merges' } as const;

/** The act that a form at this address means. Throws 404 where there is none. */
export function actAt(doer: Doer, repository: Repository, parts: readonly string[]): Act {
  const { world, visit, login, values } = doer;
  const name = fullName(world, repository);
  const [kind = '', ...rest] = parts;
  if (kind === 'new') {
    const what = `${login} opens a packet`;
    return { what, from: `/${name}/new`, perform: () => propose(world, visit, repository, login, values) };
  }
  if (kind === 'edit') {
    const place = placeIn(repository, rest);
    const from = `/${name}/${parts.map(encodeURIComponent).join('/')}?pr=${encodeURIComponent(values.pr ?? '')}`;
    return {
      what: `${login} pushes a change of ${place.path}`,
      from,
      perform: () => edit(world, repository, place, login, values),
    };
  }
  const [number = '', verb = ''] = rest;
  if (!/^\d+$/.test(number) || (kind !== 'pull' && kind !== 'issues')) throw notFound();
  const from = `/${name}/${kind}/${number}`;
  const asking = (what: string, route: string, json: object): Act => {
    const perform = async () => {
      await ask(world, login, route, json);
      return from;
    };
    return { what: `${login} ${what} #${number}`, from, perform };
  };
  if (verb === 'comment')
    return asking('comments on', `POST /repos/${name}/issues/${number}/comments`, { body: values.words ?? '' });
  if (kind === 'pull') {
    const act = onPull(`/repos/${name}/pulls/${number}`, verb, values);
    if (act !== undefined) return asking(...act);
  }
  throw notFound();
}

/** What to call it, the route and the body. */
function onPull(pull: string, verb: string, values: Values): [string, string, object] | undefined {
  const { event = '', head, words = '', review = '', message = '', state = '' } = values;
  if (verb === 'review' && isKey(REVIEWS, event))
    return [REVIEWS[event], `POST ${pull}/reviews`, { event, body: words, commit_id: head }];
  if (verb === 'dismiss' && /^\d+$/.test(review))
    return ['dismisses a review of', `PUT ${pull}/reviews/${review}/dismissals`, { message }];
  if (verb === 'state' && state === 'merged') return [STATES[state], `PUT ${pull}/merge`, { sha: head }];
  if (verb === 'state' && isKey(STATES, state)) return [STATES[state], `PATCH ${pull}`, { state }];
  return undefined;
}

function isKey<T extends object>(of: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(of, key);
}

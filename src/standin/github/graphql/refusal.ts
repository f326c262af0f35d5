import type { Refused } from '../refused.ts';

/** The `type` of an entry of `errors`, as GitHub names it; `NOT_MODELLED` is the stand-in's own. */
export type RefusalType =
  | 'EXCESSIVE_PAGINATION'
  | 'FORBIDDEN'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'NOT_FOUND'
  | 'NOT_MODELLED'
  | 'STALE_DATA'
  | 'UNPROCESSABLE';

/** A refusal that GitHub would make too: it becomes an entry of `errors`, and the field that threw it null. */
export class Refusal extends Error {
  readonly type: RefusalType;
  constructor(type: RefusalType, message: string) {
    super(message);
    this.type = type;
  }
}

/** GitHub's sentence ends in a full stop, except where it names a global id. */
export function notFound(what: string, end: '.' | '' = '.'): Refusal {
  return new Refusal('NOT_FOUND', `Could not resolve to ${what}${end}`);
}

/** What an App reads where its installation lacks the permission; the rest of the answer stays. */
export function inaccessible(): Refusal {
  return new Refusal('FORBIDDEN', 'Resource not accessible by integration');
}

export function unprocessable(message: string): Refusal {
  return new Refusal('UNPROCESSABLE', message);
}

/** For what is in GitHub's schema and not in the stand-in: a silent null would look like an answer of GitHub's. */
export function notModelled(what: string): Refusal {
  return new Refusal('NOT_MODELLED', `the stand-in does not model ${what}`);
}

/**
 * What REST answers with a status, in GraphQL's words. A broken ruleset comes as FORBIDDEN, though REST says 422
 * (seen of `createCommitOnBranch`; nothing is published).
 */
export function fromRefused(refused: Refused): Refusal {
  const { status, message, errors = [] } = refused;
  if (status === 404) return new Refusal('NOT_FOUND', message);
  if (status === 401 || status === 403 || message.startsWith('Repository rule violations')) {
    return new Refusal('FORBIDDEN', message);
  }
  const first = errors[0];
  return unprocessable((typeof first === 'string' ? first : first?.message) ?? message);
}

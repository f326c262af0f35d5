import { demand, type Need } from '../access.ts';
import { repositoryByName } from '../find.ts';
import { notFound } from '../refused.ts';
import type { Repository, Viewer, World } from '../world.ts';
import type { Fields } from './fields.ts';

/** One REST request, authenticated and taken apart. */
export interface Call {
  readonly world: World;
  readonly viewer: Viewer;
  /** The parts of the path by the names that the route gives them, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Fields;
  /** The path as asked, for links to other pages. */
  readonly url: string;
  readonly accept: string;
}
export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Handler = (call: Call) => Answer;

/** `POST /repos/{owner}/{repo}/pulls`; a last `{name+}` takes the rest of the path, slashes and all. */
export interface Route {
  readonly on: string;
  readonly handle: Handler;
}

/** A route on a repository that the viewer can see, once they may do what it needs. */
export function inRepository(on: string, need: Need, handle: (call: RepositoryCall) => Answer): Route {
  return {
    on,
    handle: (call) => {
      const { owner = '', repo = '' } = call.params;
      const repository = repositoryByName(call.world, owner, repo);
      if (repository === undefined) return moved(call, `${owner}/${repo}`.toLowerCase());
      demand(call.world, call.viewer, repository, need);
      return handle({ ...call, repository });
    },
  };
}

/** A former name is answered with 301 to the numeric address, which stays. */
function moved({ world, url }: Call, name: string): Answer {
  const id = world.formerNames.get(name);
  const now = id === undefined ? undefined : world.repositories.get(id);
  if (id === undefined || now === undefined) throw notFound();
  const rest = url.replace(/^\/repos\/[^/]+\/[^/?]+/, '');
  const to = `${world.origin}/api/v3/repositories/${id}${rest}`;
  return { status: 301, body: { message: 'Moved Permanently', url: to }, headers: { location: to } };
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const nothing: Answer = { status: 204 };

/** The number in a path; what is no number names nothing. */
export function numberOf(call: Call, name: string): number {
  const text = call.params[name] ?? '';
  if (!/^\d+$/.test(text)) throw notFound();
  return Number(text);
}

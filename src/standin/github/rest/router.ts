import { notFound } from '../refused.ts';
import type { Answer, Call, Handler, Route } from './call.ts';

interface Compiled {
  readonly pattern: RegExp;
  readonly handle: Handler;
}

/** Finds the route of a request. More than one may fit a path; the first listed is taken. */
export class Router {
  readonly #routes = new Map<string, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const { on, handle } of routes) {
      const [method = '', path = ''] = on.split(' ');
      const source = path.replace(/\{(\w+)(\+?)\}/g, (_, name: string, rest: string) =>
        rest === '' ? `(?<${name}>[^/]+)` : `(?<${name}>.+)`,
      );
      const compiled = { pattern: new RegExp(`^${source}$`), handle };
      this.#routes.set(method, [...(this.#routes.get(method) ?? []), compiled]);
    }
  }

  /** Throws 404 for a path that GitHub does not have, or that the stand-in does not. */
  answer(method: string, path: string, call: Omit<Call, 'params'>): Answer {
    for (const { pattern, handle } of this.#routes.get(method) ?? []) {
      const groups = pattern.exec(path)?.groups;
      const matches = groups !== undefined || pattern.test(path);
      if (matches) return handle({ ...call, params: decoded(groups ?? {}) });
    }
    throw notFound();
  }
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        throw notFound();
      }
    }),
  );
}

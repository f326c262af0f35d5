import { z } from 'zod';
import { ask, expectShape, type GitHub, Unanswered } from '../github/client.ts';

const PAGE = 100;
const MOST_PAGES = 10;

/** The REST API of one repository, of which whoever asks may not be shown everything. */
export class RepositoryApi {
  readonly #github: GitHub;
  readonly #place: { readonly owner: string; readonly repo: string };

  constructor(github: GitHub, place: { readonly owner: string; readonly repo: string }) {
    this.#github = github;
    this.#place = place;
  }

  /** What is at a path below the repository. Throws `Unanswered`. */
  async get(path: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    return (await ask(this.#github, `GET /repos/{owner}/{repo}${path}`, { ...this.#place, ...parameters })).data;
  }

  /** All pages of a list. Throws `Unanswered` for what is no list, or none that ends. */
  async pages(path: string, parameters: Record<string, unknown> = {}): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const rows = await this.get(path, { ...parameters, per_page: PAGE, page });
      const some = expectShape(z.array(z.unknown()), path, rows);
      all.push(...some);
      if (some.length < PAGE) return all;
    }
    throw new Unanswered(`${path}: more than can be read`);
  }

  /** What was read; null where GitHub did not show it. */
  async seen<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof Unanswered && error.waitMs === undefined) return null;
      throw error;
    }
  }
}

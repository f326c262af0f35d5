import type { IncomingHttpHeaders } from 'node:http';
import { repositoryByName } from '../find.ts';
import { repositoryNamed } from '../named.ts';
import { notFound, Refused } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { Repository, World } from '../world.ts';
import { actAt } from './acts.ts';
import { assetNamed } from './asset.ts';
import { branchesPage } from './branches.ts';
import { cameSince, standingOf } from './came.ts';
import { checkPage } from './check.ts';
import { commitPage } from './commit.ts';
import { editPage } from './edit.ts';
import { placeIn, treePage } from './files.ts';
import { homePage, issuesPage, repositoriesPage } from './home.ts';
import { refusalPage } from './layout.ts';
import { ledgerPage } from './ledger.ts';
import { proposePage } from './propose.ts';
import { issuePage, pullPage } from './pull.ts';
import { Sayings } from './said.ts';
import { actingCookie, actingIn, checkHost, pathBack, readForm, roleNamed } from './session.ts';
import type { View } from './view.ts';
import type { Values, Visit } from './visit.ts';

/** A request for a page, or a form. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * What a person finds at the html addresses: repositories, pull requests with their conversation and checks, issues,
 * branches, files, the ledger. Read only, and without a login, until a `visit` lets people act.
 */
export class Pages {
  readonly #world: World;
  readonly #visit: Visit | undefined;
  readonly #sayings = new Sayings();

  constructor(world: World, visit: Visit | undefined) {
    this.#world = world;
    this.#visit = visit;
  }

  /** Never throws `Refused`: what cannot be shown or done has a page, too. */
  async answer(request: PageRequest): Promise<Answer> {
    const { query, headers, path } = request;
    const said = this.#sayings.find(query.get('said'));
    const view = {
      world: this.#world,
      visit: this.#visit,
      acting: actingIn(this.#visit, headers),
      said,
      here: hereOf(request),
    };
    try {
      checkHost(headers);
      const parts = path.split('/').slice(1).map(decoded);
      const [file = ''] = parts;
      const asset = parts.length === 1 ? assetNamed(file) : undefined;
      if (asset !== undefined) return asset;
      if (request.method === 'POST') return await this.#post(request, parts);
      return this.#get(view, parts, query);
    } catch (error) {
      if (error instanceof Refused) return refusalPage(view, error.status, error.message);
      throw error;
    }
  }

  #get(view: View, [owner = '', name = '', kind, ...rest]: readonly string[], query: URLSearchParams): Answer {
    if (owner === '') return repositoriesPage(view);
    const repository = repositoryByName(this.#world, owner, name);
    if (repository === undefined) throw notFound();
    if (kind === undefined || kind === '' || (kind === 'pulls' && rest.length === 0)) return homePage(view, repository);
    if (kind === 'branches') return branchesPage(view, repository);
    if (kind === 'ledger') return ledgerPage(view, repository, Number(query.get('before') ?? Number.POSITIVE_INFINITY));
    if (kind === 'new') return proposePage(view, repository);
    if (kind === 'edit') return editPage(view, repository, placeIn(repository, rest), query.get('pr'));
    if (kind === 'tree' || kind === 'blob') return treePage(view, repository, placeIn(repository, rest));
    return numbered(view, repository, kind, rest[0] ?? '');
  }

  async #post(
    { headers, body, path }: PageRequest,
    [owner = '', name = '', ...rest]: readonly string[],
  ): Promise<Answer> {
    const world = this.#world;
    const visit = this.#visit;
    const values = readForm(headers, body);
    if (visit === undefined) throw new Refused(405, 'These pages can be read only.');
    if (path === '/acting') {
      const role = roleNamed(visit, values.login);
      if (role === undefined) throw new Refused(422, 'There is nobody of this name.');
      return seeOther(pathBack(values.here), { 'set-cookie': actingCookie(role.login) });
    }
    if (path === '/time') {
      const wait = visit.waits.find((one) => one.name === values.wait);
      if (wait === undefined) throw new Refused(422, 'There is no such time to wait.');
      const perform = async () => {
        await visit.pass(wait.name);
        return pathBack(values.here);
      };
      return this.#perform(visit, wait.label, values, pathBack(values.here), perform);
    }
    const login = roleNamed(visit, values.as)?.login;
    const repository = repositoryByName(world, owner, name);
    if (login === undefined || repository === undefined) throw notFound();
    const act = actAt({ world, visit, login, values }, repository, rest);
    return this.#perform(visit, act.what, values, act.from, () => visit.perform(act.perform));
  }

  /** Waits for what comes of it, and leads to where that is told: loading the page again does nothing again. */
  async #perform(
    visit: Visit,
    what: string,
    written: Values,
    from: string,
    perform: () => Promise<string>,
  ): Promise<Answer> {
    const repository = repositoryNamed(this.#world, visit.repository);
    const before = standingOf(this.#world, repository);
    const done = await perform().then(
      (to) => ({ to, refused: undefined }),
      (error: unknown) => {
        if (error instanceof Refused) return { to: from, refused: inWords(error) };
        throw error;
      },
    );
    const came = cameSince(this.#world, repository, before);
    const kept = done.refused === undefined ? {} : written;
    const said = this.#sayings.keep({ what, refused: done.refused, came, written: kept });
    return seeOther(`${done.to}${done.to.includes('?') ? '&' : '?'}said=${said}#said`);
  }
}

/** A page that is found by a number or a name. Throws 404. */
function numbered(view: View, repository: Repository, kind: string, id: string): Answer {
  if (kind === 'issues' && id === '') return issuesPage(view, repository);
  if (kind === 'commit') return commitPage(view, repository, id);
  const run = kind === 'runs' ? repository.runs.find((one) => String(one.id) === id) : undefined;
  if (run !== undefined) return checkPage(view, repository, run);
  const pull = kind === 'pull' ? repository.pulls.get(Number(id)) : undefined;
  if (pull !== undefined) return pullPage(view, repository, pull);
  const issue = kind === 'issues' ? repository.issues.get(Number(id)) : undefined;
  if (issue !== undefined) return issuePage(view, repository, issue);
  throw notFound();
}

/** `422 Unprocessable Entity: Can not approve your own pull request`, as REST words it. */
function inWords({ status, message, errors = [] }: Refused): string {
  const details = errors.map((error) =>
    typeof error === 'string' ? error : (error.message ?? `${error.field} is ${error.code}`),
  );
  return [`${status} ${message.trim().replace(/\n+/g, '\n')}`, ...details].join(': ');
}

function hereOf({ path, query }: PageRequest): string {
  const left = new URLSearchParams([...query].filter(([name]) => name !== 'said'));
  return left.size === 0 ? path : `${path}?${left}`;
}

function seeOther(to: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 303, headers: { location: to, 'cache-control': 'no-store', ...headers } };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound();
  }
}

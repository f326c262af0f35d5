import type { IncomingMessage, ServerResponse } from 'node:http';
import { account } from '../find.ts';
import type { Pages } from '../pages/pages.ts';
import type { Visit } from '../pages/visit.ts';
import { presignedBundle } from '../presigned.ts';
import { Refused } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { Viewer, World } from '../world.ts';
import { badGateway, harmfulAnswer, limited, refusalAnswer } from './answers.ts';
import { answerApi } from './api.ts';
import type { Faults } from './faults.ts';
import { serveGit } from './git-http.ts';
import { Limits } from './limits.ts';
import type { LoggedRequest } from './log.ts';
import { doorOf, type Request, readRequest } from './request.ts';
import { authenticate } from './tokens.ts';
import type { Write, WriteHook, WriteVerdict } from './writes.ts';

/** A REST answer as it was sent. */
export interface RestAnswer {
  readonly method: string;
  /** Without `/api/v3` and the query. */
  readonly path: string;
  readonly status: number;
  /** `undefined` where there is none (204). */
  readonly body: unknown;
}

const ANONYMOUS: Viewer = { kind: 'anonymous' };

/** Where all requests come in: who asks, what shall go wrong, what is answered. */
export class Door {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #changed: () => void;
  readonly #onAnswer: ((answer: RestAnswer) => void) | undefined;
  readonly #limits = new Limits();
  readonly log: LoggedRequest[] = [];
  #inFlight = 0;
  #served = 0;
  #writes = 0;
  #onWrite: WriteHook | undefined;
  #visit: Visit | undefined;
  #pages: Pages | undefined;

  constructor(world: World, faults: Faults, changed: () => void, onAnswer?: (answer: RestAnswer) => void) {
    this.#world = world;
    this.#faults = faults;
    this.#changed = changed;
    this.#onAnswer = onAnswer;
  }

  /** Nothing is under way but what hangs on purpose. */
  get idle(): boolean {
    return this.#inFlight === this.#faults.hanging;
  }

  onWrite(hook: WriteHook | undefined): void {
    this.#onWrite = hook;
    this.#writes = 0;
  }

  /** Lets people act on the pages from now on. */
  receive(visit: Visit): void {
    this.#visit = visit;
    this.#pages = undefined;
  }

  async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    // Who acts on a page is answered when the bot rests: waiting for that request first would never end.
    const waitedFor = doorOf((incoming.url ?? '/').split('?')[0] ?? '/') === 'page' ? 0 : 1;
    this.#inFlight += waitedFor;
    try {
      await this.#serve(incoming, response);
    } finally {
      this.#inFlight -= waitedFor;
      this.#changed();
    }
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let viewer = ANONYMOUS;
    let request: Request | undefined;
    let logged: LoggedRequest | undefined;
    let answer: Answer | 'cut';
    try {
      request = await readRequest(incoming);
      // At the blob store nobody is anybody: whoever says who they are is refused there.
      if (request.door !== 'blob') viewer = authenticate(this.#world, request.headers.authorization);
      logged = this.#note(request, viewer);
      answer = await this.#answer(request, viewer, logged.by);
    } catch (error) {
      // A fault of the stand-in is answered 500 with its text: never to be taken for an answer of GitHub's.
      const refused = error instanceof Refused ? error : new Refused(500, String(error));
      answer = refusalAnswer(this.#world, refused);
    }
    if (answer === 'cut') {
      response.destroy();
      return;
    }
    if (logged !== undefined) logged.status = answer.status;
    if (request?.door === 'rest') {
      const { method, path } = request;
      this.#onAnswer?.({ method, path, status: answer.status, body: answer.body });
    }
    this.#send(response, viewer, request?.door ?? 'rest', answer);
  }

  #note({ door, method, path, query, operation, kind, json }: Request, viewer: Viewer): LoggedRequest {
    const named = viewer.kind === 'account' || viewer.kind === 'installation';
    const by = named ? account(this.#world, viewer.account).login : null;
    const text = query.size > 0 ? `?${query}` : '';
    const logged = {
      ...{ method, path, query: text, by, kind, status: null },
      ...(operation !== undefined && { operation }),
      ...(door === 'rest' && kind === 'write' && { json }),
    };
    this.log.push(logged);
    return logged;
  }

  async #answer(request: Request, viewer: Viewer, by: string | null): Promise<Answer | 'cut'> {
    // Faults are of what programs ask; a page is how people look at what came of them.
    if (request.door === 'page') return (await this.#opened()).answer(request);
    const harm = this.#faults.meet({ ...request, by });
    if (harm?.kind === 'answer') return harmfulAnswer(this.#world, harm);
    if (harm?.kind === 'limit') return limited(this.#world, request.path, harm);
    if (harm?.kind === 'cut' && !harm.done) return 'cut';
    if (harm?.kind === 'hang') await this.#faults.hang();
    const ask = this.#asker(request, by);
    const before = await ask('before');
    if (before !== 'proceed') return before === 'cut' ? 'cut' : badGateway();
    const answer = await this.#perform(request, viewer);
    const after = await ask('after', answer.status);
    if (after === 'cut' || harm?.kind === 'cut') return 'cut';
    return after === 'lose' || harm?.kind === 'lose' ? badGateway() : answer;
  }

  /** Asks the hook about a write, if this is one and there is a hook. */
  #asker({ method, path, operation, kind }: Request, by: string | null) {
    const hook = this.#onWrite;
    const number = kind === 'write' ? ++this.#writes : 0;
    return async (phase: Write['phase'], status?: number): Promise<WriteVerdict> => {
      if (hook === undefined || kind !== 'write') return 'proceed';
      const about = { number, phase, method, path, by, ...(operation !== undefined && { operation }) };
      return hook(status === undefined ? about : { ...about, status });
    };
  }

  async #perform(request: Request, viewer: Viewer): Promise<Answer> {
    const world = this.#world;
    if (request.door === 'git') return serveGit(world, viewer, request);
    try {
      if (request.door === 'blob') return presignedBundle(world, request);
      const accept = request.headers.accept ?? '';
      return await answerApi(world, viewer, { ...request, accept });
    } catch (error) {
      if (error instanceof Refused) return refusalAnswer(world, error);
      throw error;
    }
  }

  /** Loaded when somebody looks: most worlds are seen by programs only. */
  async #opened(): Promise<Pages> {
    const { Pages } = await import('../pages/pages.ts');
    this.#pages ??= new Pages(this.#world, this.#visit);
    return this.#pages;
  }

  #send(response: ServerResponse, viewer: Viewer, door: Request['door'], { status, body, headers }: Answer): void {
    const world = this.#world;
    response.sendDate = false;
    const id = `0000:${(++this.#served).toString(16).padStart(8, '0').toUpperCase()}`;
    const all = {
      date: new Date(world.clock.now()).toUTCString(),
      server: 'github.com',
      'x-github-request-id': id,
      ...((door === 'rest' || door === 'graphql') && {
        'content-type': 'application/json; charset=utf-8',
        'x-github-media-type': 'github.v3; format=json',
        'x-github-api-version-selected': '2022-11-28',
        ...this.#limits.headers(world, viewer, door === 'graphql' ? 'graphql' : 'core'),
      }),
      ...headers,
    };
    const bytes = body === undefined || Buffer.isBuffer(body) ? (body ?? '') : JSON.stringify(body);
    response.writeHead(status, all).end(bytes);
  }
}

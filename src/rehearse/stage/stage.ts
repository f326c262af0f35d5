import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginLedger } from '../../ledger/init.ts';
import { privateKeys } from '../../ledger/key.ts';
import type { Settings } from '../../serve/settings.ts';
import type { Actions } from '../../standin/actions/actions.ts';
import { type FileHost, startFileHost } from '../../standin/files/host.ts';
import { type Clock, clockAt, iso } from '../../standin/github/clock.ts';
import { type GitHub, startGitHub } from '../../standin/github/github.ts';
import { repositoryNamed } from '../../standin/github/named.ts';
import type { RestAnswer } from '../../standin/github/server/door.ts';
import type { PullRequest, Repository } from '../../standin/github/world.ts';
import { type Sigstore, startSigstore } from '../../standin/sigstore/sigstore.ts';
import { type Receiver, startReceiver } from '../../standin/webhooks/receiver.ts';
import type { WorldPart } from '../world.ts';
import { type Answered, requestAs } from './api.ts';
import { Bot, settingsIn } from './bot.ts';
import { citing, makeEvidence, PLACES, publish, rerouted } from './evidence.ts';
import { Interruptions } from './interruption.ts';
import { sharedKeys } from './keys.ts';
import { endpointsOn, keysFor, rerouted as toReceiver } from './receiver.ts';
import { LedgerRecord } from './record.ts';
import { reference as ownReference, type Reference } from './reference.ts';
import { ADMIN, appOf, appToken, protect, setScene } from './scene.ts';
import { sealingOf, startSealing } from './sealing.ts';

export interface StageOptions {
  /** What the world takes for granted; that of this project unless given. */
  readonly reference?: Reference;
  /** The instant at which the rehearsal begins. */
  readonly start: string;
  readonly world: WorldPart;
  /** Gets what the bot logs. */
  readonly log?: (line: string) => void;
  /** Gets each REST answer of the GitHub stand-in. */
  readonly onAnswer?: (answer: RestAnswer) => void;
}

/** A pull request by the name that the rehearsal gives it. */
export interface StagedPull {
  readonly number: number;
  readonly branch: string;
  /** The repository of its branch: the governance repository, or a fork. */
  readonly repository: string;
  readonly packet: string;
  /** Heads by the names that steps gave them. */
  readonly heads: Map<string, string>;
}

const WEBHOOK_SECRET = 'a secret that guards nothing but a rehearsal';

/**
 * A world in which the bot runs: GitHub and Sigstore stand-ins on loopback, one clock for all, people with tokens.
 * The bot reaches it over HTTP like any other, and does not know.
 */
export class Stage {
  readonly github: GitHub;
  readonly sigstore: Sigstore;
  /** Where the sealing workflow runs; null where the bot seals by itself. */
  readonly actions: Actions | null;
  /** The host on which evidence stands. */
  readonly files: FileHost;
  /** The system that receives webhooks, at every endpoint. */
  readonly receiver: Receiver;
  readonly interruptions: Interruptions;
  readonly reference: Reference;
  /** `owner/name` of the governance repository. */
  readonly governance: string;
  /** The same as the stand-in knows it, whoever owns it by now. */
  readonly repository: Repository;
  readonly record: LedgerRecord;
  readonly pulls = new Map<string, StagedPull>();
  readonly bots: { readonly first: Bot; readonly second: Bot };
  /** A folder for this stage alone. */
  readonly dir: string;
  readonly #tokens = new Map<string, string>();

  private constructor(
    made: Pick<
      Stage,
      'reference' | 'github' | 'sigstore' | 'actions' | 'files' | 'receiver' | 'interruptions' | 'governance'
    > &
      Pick<Stage, 'bots' | 'dir'>,
  ) {
    this.reference = made.reference;
    this.github = made.github;
    this.sigstore = made.sigstore;
    this.actions = made.actions;
    this.files = made.files;
    this.receiver = made.receiver;
    this.interruptions = made.interruptions;
    this.governance = made.governance;
    this.bots = made.bots;
    this.dir = made.dir;
    this.repository = repositoryNamed(made.github.world, made.governance);
    this.record = new LedgerRecord(this.repository);
  }

  /** Sets the world up as an administrator would, begins the ledger and starts the bot. */
  static async begin(options: StageOptions): Promise<Stage> {
    const { start, world, reference: granted = ownReference(), log = () => undefined, onAnswer } = options;
    const keys = sharedKeys();
    const { seal } = granted.rules;
    const clock = clockAt(start);
    const dir = mkdtempSync(join(tmpdir(), 'rehearsal-'));
    const app = appOf(keys);
    const interruptions = new Interruptions(`${app.slug}[bot]`);
    const trust = keys.webhook;
    const [github, sigstore, files, receiver] = await Promise.all([
      startGitHub({
        clock,
        dir: join(dir, 'github'),
        app: { ...app, webhookSecret: WEBHOOK_SECRET },
        ...(onAnswer && { onAnswer }),
      }),
      startSigstore({ clock, instance: keys.sigstore, log: 'none', onWrite: interruptions.onSigstore }),
      startFileHost(),
      startReceiver({ clock, trust, onRequest: interruptions.onWebhook }),
    ]);
    const evidence = await makeEvidence(granted, keys, start, world.evidence ?? {});
    const reference = { ...granted, packet: citing(granted.packet, evidence) };
    const governance = setScene(github, world, { reference, keys, sigstore });
    const endpoints = endpointsOn(repositoryNamed(github.world, governance));
    const settings: Omit<Settings, 'cache' | 'host' | 'port' | 'signing'> = {
      appId: app.id,
      privateKey: keys.app.privateKey,
      webhookSecret: WEBHOOK_SECRET,
      ledgerKey: keys.ledger,
      webhookKeys: keysFor(endpoints, keys),
      repository: governance,
      webUrl: github.origin,
      apiUrl: `${github.origin}/api/v3`,
      rehearsed: {
        ...PLACES,
        reroute: { ...rerouted(granted.rules.evidence, github, files), ...toReceiver(endpoints, receiver) },
      },
    };
    const byWorkflow = sealingOf(world, granted) === 'workflow';
    const actions = byWorkflow ? await startSealing(granted, github, sigstore, settings.rehearsed) : null;
    // Nobody renews the bot's token here, and whoever acts by hand may stay for days.
    const bySelf = { subject: seal.identity, issuer: seal.issuer, expiresInSeconds: 366 * 86_400 };
    const identityToken = sigstore.issueToken(bySelf);
    const signing = byWorkflow ? null : { signingConfig: sigstore.signingConfig, identityToken };
    const bot = (name: string) => new Bot(settingsIn(join(dir, name), settings, signing), clock, log);
    const bots = { first: bot('first'), second: bot('second') };
    const stage = new Stage({
      ...{ reference, github, sigstore, actions, files, receiver, interruptions, governance, bots, dir },
    });
    await publish(evidence, github, files, (repository, bundle) =>
      stage.as(ADMIN, 'POST /repos/{owner}/{repo}/attestations', { ...repository, bundle }),
    );
    await stage.#beginLedger(keys.ledger);
    protect(github, governance);
    github.onWrite(interruptions.onGitHub);
    await stage.start('first');
    return stage;
  }

  get clock(): Clock {
    return this.github.clock;
  }

  /** The instant that the clock shows. */
  get now(): string {
    return iso(this.clock.now());
  }

  /** The login as which the bot acts. */
  get bot(): string {
    return `${this.github.world.app.slug}[bot]`;
  }

  /** A pull request by its name in the rehearsal. */
  pull(name: string): StagedPull {
    const found = this.pulls.get(name);
    if (found === undefined) throw new RangeError(`no pull request \`${name}\` was opened`);
    return found;
  }

  /** The same as the stand-in knows it. */
  pullRequest(name: string): PullRequest {
    const found = this.repository.pulls.get(this.pull(name).number);
    if (found === undefined) throw new RangeError(`no pull request \`${name}\` was opened`);
    return found;
  }

  /** Asks the REST API with an account's own token. Throws `RefusedByGitHub`. */
  as(login: string, route: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
    const token = this.tokenOf(login);
    const [owner, repo] = this.governance.split('/');
    return requestAs({ origin: this.github.origin, token }, route, { owner, repo, ...parameters });
  }

  /** The token with which an account reaches the API and git; of the App, what its key alone gives. */
  tokenOf(login: string): string {
    const made = () => (login === this.bot ? appToken(this.github) : this.github.seed.token(login));
    const token = this.#tokens.get(login) ?? made();
    this.#tokens.set(login, token);
    return token;
  }

  /** Moves a token along with the account that was renamed. */
  renamed(from: string, to: string): void {
    const token = this.#tokens.get(from);
    if (token !== undefined) this.#tokens.set(to, token);
    this.#tokens.delete(from);
  }

  /** Starts a bot and lets it sweep. Webhooks go to the first, which alone has an address that GitHub knows. */
  async start(name: 'first' | 'second'): Promise<void> {
    const url = await this.bots[name].start();
    if (name === 'first') this.github.webhook.url = url;
    await this.bots[name].sweep();
  }

  /** Lets time pass; what the bot has put off until then happens on the way, each at its time. */
  async pass(ms: number): Promise<void> {
    await this.settle();
    const end = this.clock.now() + ms;
    for (;;) {
      const next = Math.min(...this.#timers().map((timer) => timer.next));
      if (!(next <= end)) break;
      this.clock.set(Math.max(next, this.clock.now()));
      await this.settle();
    }
    this.clock.set(end);
  }

  /** Resolves when webhooks are delivered, the bot rests and nothing is due. */
  async settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const before = this.github.requests.length;
      await this.github.settled();
      await Promise.all([this.bots.first.idle(), this.bots.second.idle()]);
      await this.github.settled();
      const moved = this.github.requests.length !== before;
      if (!this.#timers().some((timer) => timer.ring()) && !moved) return;
    }
    throw new Error(`the bot does not come to rest at ${this.now}`);
  }

  async close(): Promise<void> {
    await Promise.all([this.bots.first.stop(), this.bots.second.stop()]);
    await this.actions?.close();
    await Promise.all([this.github.close(), this.sigstore.close(), this.files.close(), this.receiver.close()]);
    await rm(this.dir, { recursive: true, force: true });
  }

  #timers() {
    return [this.bots.first.timer, this.bots.second.timer].filter((timer) => timer !== undefined);
  }

  async #beginLedger(pem: string): Promise<void> {
    const [owner = '', name = ''] = this.governance.split('/');
    const [key] = privateKeys(pem);
    if (key === undefined) throw new Error('a rehearsal without ledger key');
    const begun = await beginLedger((route, parameters) => this.as(ADMIN, route, parameters), { owner, name }, key);
    if ('refused' in begun) throw new Error(`no ledger was begun: ${begun.refused}`);
  }
}

/** Rounds of answers and new webhooks after one act: far more than any story needs. */
const MOST_ROUNDS = 200;

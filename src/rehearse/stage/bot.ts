import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Service, serve } from '../../serve/service.ts';
import type { Settings } from '../../serve/settings.ts';
import type { Clock } from '../../standin/github/clock.ts';
import { StageTimer } from './timer.ts';

/** One process of the bot, that can be ended and started again. What it keeps in memory is lost with it. */
export class Bot {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  #running: { service: Service; timer: StageTimer } | null = null;
  #ending: Promise<void> = Promise.resolve();

  constructor(settings: Settings, clock: Clock, log: (line: string) => void) {
    this.#settings = settings;
    this.#clock = clock;
    this.#log = log;
  }

  get timer(): StageTimer | undefined {
    return this.#running?.timer;
  }

  /** Starts it as `countersign start` does: it listens, and sweeps once. Gives where its webhooks go. */
  async start(): Promise<string> {
    await this.#ending;
    const timer = new StageTimer(this.#clock);
    const service = await serve(this.#settings, timer, this.#log);
    this.#running = { service, timer };
    return service.webhookUrl;
  }

  /** A sweep beside those that it makes by itself. What it cannot read, the next one does. */
  async sweep(): Promise<void> {
    await this.#running?.service.sweep().catch((error: unknown) => this.#log(String(error)));
  }

  /** Lets what runs end first. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.service.close();
  }

  /** Ends it in the midst of whatever it does. Does not wait: what it does may wait for the caller. */
  kill(): void {
    const running = this.#running;
    this.#running = null;
    if (running !== null) this.#ending = running.service.kill();
  }

  /** Resolves when nothing waits, nothing runs, and what was killed is gone. */
  async idle(): Promise<void> {
    await this.#running?.service.idle();
    await this.#ending;
  }
}

/** The settings of a bot with a folder of its own, in which its identity token lies if it seals by itself. */
export function settingsIn(
  dir: string,
  shared: Omit<Settings, 'cache' | 'host' | 'port' | 'signing'>,
  sigstore: { readonly signingConfig: object; readonly identityToken: string } | null,
): Settings {
  mkdirSync(dir, { recursive: true });
  const idTokenFile = join(dir, 'identity-token');
  if (sigstore !== null) writeFileSync(idTokenFile, sigstore.identityToken);
  const signing = sigstore && { idTokenFile, config: sigstore.signingConfig };
  return { ...shared, signing, cache: join(dir, 'cache'), host: '127.0.0.1', port: 0 };
}

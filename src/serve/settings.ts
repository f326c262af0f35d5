import { readFileSync } from 'node:fs';
import { privateKeys } from '../ledger/key.ts';
import type { EvidenceSources } from '../observe/evidence/reader.ts';
import { readWebhookKeys, type WebhookKeys } from './webhook-keys.ts';

/** What the bot needs to run against GitHub. Nothing that guards something has a default. */
export interface Settings {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly ledgerKey: string;
  /** `owner/name` of the governance repository. */
  readonly repository: string;
  /** For sealing in process; null where they are not set, as when a workflow seals. */
  readonly signing: Signing | null;
  /** For webhooks to endpoints; where there is none, endpoints are not told. */
  readonly webhookKeys: WebhookKeys;
  /** `https://github.com`, or the GitHub Enterprise Server. */
  readonly webUrl: string;
  readonly apiUrl: string;
  readonly host: string;
  readonly port: number;
  readonly cache: string;
  /**
   * By which addresses evidence names GitHub, and where the hosts that keep it stand in for: only a rehearsal sets
   * this, and no environment can.
   */
  readonly rehearsed?: Pick<EvidenceSources, 'apiUrl' | 'webUrl' | 'reroute'>;
}

/** With what the bot seals by itself. */
export interface Signing {
  /** A file that is kept filled with a fresh identity token. */
  readonly idTokenFile: string;
  /** A Sigstore signing configuration, parsed. */
  readonly config: unknown;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export interface SettingProblem {
  readonly code: 'setting-missing' | 'setting-invalid';
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

/** The settings of an environment, or everything that is missing or wrong, in one go. A secret's value is never said. */
export function readSettings(
  env: Environment,
): { ok: true; settings: Settings } | { ok: false; problems: SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const need = (name: string, hint: string): string => {
    const value = env[name]?.trim() ?? '';
    if (value === '') problems.push({ code: 'setting-missing', name, message: `expected ${name}, seen nothing`, hint });
    return value;
  };
  const invalid = (name: string, expected: string, hint: string) =>
    problems.push({
      code: 'setting-invalid',
      name,
      message: `expected ${name} to be ${expected}, seen otherwise`,
      hint,
    });
  const file = (name: string, path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      invalid(name, 'a readable file', 'check the path and who may read it');
      return '';
    }
  };
  const secret = (name: string, hint: string | null): string => {
    const path = env[`${name}_PATH`];
    if ((env[name] ?? '').trim() === '' && path) return file(`${name}_PATH`, path);
    // A PEM in one line of an environment file has its line ends written out.
    return (hint === null ? (env[name] ?? '') : need(name, hint)).replaceAll('\\n', '\n');
  };
  const appId = Number(need('APP_ID', "the number on the App's settings page"));
  const privateKey = secret('PRIVATE_KEY', "a PEM from the App's settings page, or its file as PRIVATE_KEY_PATH");
  const webhookSecret = need('WEBHOOK_SECRET', "the secret on the App's settings page");
  const ledgerKey = secret(
    'LEDGER_KEY',
    'an Ed25519 PEM, as `openssl genpkey -algorithm ed25519` makes one; or its file as LEDGER_KEY_PATH',
  );
  const repository = need('GOVERNANCE_REPOSITORY', '`owner/name` of the governance repository');
  const readSigning = (): Signing | null => {
    // Half of it is a mistake, and none of it a choice: policies/seal.yaml then names a workflow.
    if (!env.SIGSTORE_ID_TOKEN_FILE?.trim() && !env.SIGSTORE_SIGNING_CONFIG?.trim()) return null;
    const idTokenFile = need('SIGSTORE_ID_TOKEN_FILE', 'a file that your platform keeps filled with a fresh token');
    const path = need('SIGSTORE_SIGNING_CONFIG', 'a Sigstore signing configuration, a JSON file');
    const config = path === '' ? null : parsed(file('SIGSTORE_SIGNING_CONFIG', path));
    if (config === undefined) invalid('SIGSTORE_SIGNING_CONFIG', 'a JSON file', 'fetch the file anew');
    return { idTokenFile, config };
  };
  const signing = readSigning();
  const webhookKeys = readWebhookKeys(env, secret('WEBHOOK_SIGNING_KEY', null), invalid);
  if (ledgerKey !== '' && !isLedgerKey(ledgerKey))
    invalid('LEDGER_KEY', 'Ed25519 private keys in PEM', '`openssl genpkey -algorithm ed25519` makes one');
  if (env.APP_ID?.trim() && !(Number.isInteger(appId) && appId > 0))
    invalid('APP_ID', 'a whole number', "it is on the App's settings page");
  if (repository !== '' && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    invalid('GOVERNANCE_REPOSITORY', '`owner/name`', 'without the address before it');
  const port = Number(env.PORT ?? 3000);
  if (!(Number.isInteger(port) && port >= 0 && port < 65536)) invalid('PORT', 'a port', 'leave it out for 3000');
  if (problems.length > 0) return { ok: false, problems };
  const { webUrl, apiUrl } = addresses(env);
  const host = env.HOST ?? '127.0.0.1';
  const cache = env.CACHE_DIR ?? '.countersign';
  const secrets = { appId, privateKey, webhookSecret, ledgerKey };
  return {
    ok: true,
    settings: { ...secrets, repository, signing, webhookKeys, webUrl, apiUrl, host, port, cache },
  };
}

/** Whether any setting of the bot is there: then it is meant to run against GitHub, and the story is not played. */
export function isConfigured(env: Environment): boolean {
  return ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'].some((name) => (env[name] ?? '') !== '');
}

/** GitHub Enterprise Server has API and web under one host (its docs, "Quickstart for the REST API"). */
function addresses(env: Environment): { webUrl: string; apiUrl: string } {
  if (!env.GHE_HOST) return { webUrl: 'https://github.com', apiUrl: 'https://api.github.com' };
  const webUrl = `${env.GHE_PROTOCOL ?? 'https'}://${env.GHE_HOST}`;
  return { webUrl, apiUrl: `${webUrl}/api/v3` };
}

function isLedgerKey(pem: string): boolean {
  try {
    return privateKeys(pem).length > 0;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Hands } from '../act/act.ts';
import type { Governor } from '../flow.ts';
import { askGraphql } from '../github/client.ts';
import { commitBy } from '../ledger/commit.ts';
import { privateKeys } from '../ledger/key.ts';
import { Ledger } from '../ledger/store.ts';
import { attestationsOf } from '../observe/evidence/attestations.ts';
import { fetchBundle } from '../observe/evidence/bundle.ts';
import { asAStranger } from '../observe/evidence/fetch.ts';
import { EvidenceReader } from '../observe/evidence/reader.ts';
import { byPolicy } from '../observe/ledger.ts';
import { Observer } from '../observe/observe.ts';
import { survey } from '../observe/survey.ts';
import { CHECK } from '../protection/needed.ts';
import { makeSeal } from '../seal/make.ts';
import { tokenFromFile } from '../seal/token.ts';
import { SigningUnavailable } from '../seal/unavailable.ts';
import type { Connection } from './connect.ts';
import type { Settings, Signing } from './settings.ts';
import type { Timer } from './timer.ts';

const SEAL_TIMEOUT_MS = 30_000;

/** Puts together what governs the repository of the settings. */
export async function governorOf(
  settings: Settings,
  connection: Connection,
  timer: Timer,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<Governor> {
  const [owner = '', name = ''] = settings.repository.split('/');
  const github = await connection.in(settings.repository);
  const { repository: id } = await survey(github, { owner, name });
  const ledger = new Ledger({
    repository: { id, owner, name },
    remote: {
      url: `${settings.webUrl}/${settings.repository}.git`,
      token: () => connection.token(settings.repository),
    },
    cache: join(settings.cache, 'ledger.git'),
    keys: privateKeys(settings.ledgerKey),
    commit: commitBy((query, variables) => askGraphql(github, query, variables)),
  });
  const evidence = new EvidenceReader({
    github: (repository) => connection.in(repository),
    apiUrl: settings.apiUrl,
    webUrl: settings.webUrl,
    ...settings.rehearsed,
  });
  const stranger = asAStranger(settings.rehearsed?.reroute);
  const watched = { owner, name, appId: settings.appId, checkName: CHECK, seesReaders: true };
  return {
    observer: new Observer(github, watched, byPolicy(ledger), (citation, policy) => evidence.read(citation, policy)),
    hands: {
      github,
      elsewhere: (repository) => connection.in(repository),
      ledger,
      makeSeal: sealer(settings.signing, signal),
      attestations: (digest, predicateType) =>
        attestationsOf(github, { owner, name, digest, predicateType }, (url) => fetchBundle(url, stranger)),
      runsAsked: new Map(),
      checkName: CHECK,
      botLogin: connection.app.botLogin,
      now: () => timer.now(),
      webUrl: settings.webUrl,
    },
    holder: randomUUID(),
    now: () => timer.now(),
    troubles: new Map(),
    log,
  };
}

/** Seals in process; without the settings for that it says so when it is asked, and only then: a workflow may seal. */
function sealer(signing: Signing | null, signal: AbortSignal): Hands['makeSeal'] {
  if (signing === null) return () => Promise.reject(new SigningUnavailable('settings', 'neither'));
  const { config: signingConfig, idTokenFile } = signing;
  const identityToken = tokenFromFile(idTokenFile);
  return (statement) => makeSeal({ statement, signingConfig, identityToken, timeoutMs: SEAL_TIMEOUT_MS, signal });
}

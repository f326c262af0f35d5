import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Hands } from '../act/act.ts';
import type { Governor } from '../flow.ts';
import { askGraphql } from '../github/client.ts';
import { commitBy } from '../ledger/commit.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { privateKeys } from '../ledger/key.ts';
import { Ledger, type LedgerRead } from '../ledger/store.ts';
import { Observer, type ReadLedger } from '../observe/observe.ts';
import { survey } from '../observe/survey.ts';
import { makeSeal } from '../seal/make.ts';
import { tokenFromFile } from '../seal/token.ts';
import { SigningUnavailable } from '../seal/unavailable.ts';
import type { Read } from '../verify/observation.ts';
import type { Connection } from './connect.ts';
import type { Settings, Signing } from './settings.ts';
import type { Timer } from './timer.ts';

const CHECK_NAME = 'countersign';
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
  const watched = { owner, name, appId: settings.appId, checkName: CHECK_NAME };
  return {
    observer: new Observer(github, watched, reader(ledger)),
    hands: {
      github,
      elsewhere: (repository) => connection.in(repository),
      ledger,
      makeSeal: sealer(settings.signing, signal),
      checkName: CHECK_NAME,
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

/** The ledger by the keys that main's policy names; without a policy there is nothing to believe it by. */
function reader(ledger: Ledger): ReadLedger {
  return async (tip, rules) => {
    if (!('read' in rules)) return rules;
    const { loaded } = rules.read;
    if (!loaded.ok) return { unread: 'the rules that name the ledger key do not load' };
    return readOf(await ledger.read(tip, loaded.rules.ledger.keys));
  };
}

function readOf(read: LedgerRead): Read<LedgerFacts> {
  switch (read.state) {
    case 'whole':
      return { read: read.facts };
    case 'missing':
      return { unread: 'there is no branch `ledger`: an administrator runs `npx countersign ledger init`' };
    case 'broken': {
      const { path, expected, seen } = read.problem;
      return { unread: `${path}: expected ${expected}, seen ${seen}`, broken: true };
    }
    case 'unread':
      return { unread: read.reason };
  }
}

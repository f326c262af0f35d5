import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LEDGER = generateKeyPairSync('ed25519');
/** The private half of the ledger key. */
export const LEDGER_PEM = LEDGER.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const IDENTITY = 'https://countersign.acme.example/sealer';
export const ISSUER = 'https://login.acme.example';

/** An answer to every question of `countersign init`, but who seals; files are written into `folder`. */
export function answersIn(
  folder: string,
  trustedRoot: object = { certificateAuthorities: [{}] },
): Record<string, string | readonly string[]> {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    repository: 'acme/governance:9001',
    app: '77',
    'ledger-key': file('ledger.pub.pem', LEDGER.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    person: [
      'ann=ann:1001,ann-on-call:1101',
      'ben=ben:1002',
      'cyd=cyd:1003',
      'dan=dan:1004',
      'gus=gus:1007',
      'root=admin:4001',
    ],
    agent: ['packet-agent:2001'],
    'rule-owners': 'ann,ben,gus',
    council: 'release-integrity',
    title: 'Release integrity: the council',
    scope: 'production',
    owners: 'ann,ben',
    'owner-approvals': '2',
    members: 'cyd,dan',
    sovereigns: 'none',
    quorum: '2',
    'required-roles': 'none',
    assurance: 'review',
    'owner-may-sign': 'no',
    'shortest-window': 'PT1H',
    'longest-window': 'P14D',
    'option-kinds': 'wait,exception,escalate',
    'blocked-paths': 'unsigned-direct-promotion',
    'required-evidence': 'none',
    'council-repository': 'acme/release-integrity-council:9002',
    'council-team': 'acme/release-integrity:501',
    readers: 'root',
    'reader-team': ['acme/agents:502'],
    profile: 'private',
    'trusted-root': file('root.json', JSON.stringify(trustedRoot)),
  };
}

export const IN_PROCESS = { seal: 'in-process', 'seal-identity': IDENTITY, 'seal-issuer': ISSUER };

/** The words after `countersign init <dir>`. */
export function flags(answers: Readonly<Record<string, string | readonly string[] | undefined>>): string[] {
  return Object.entries(answers).flatMap(([name, given = []]) =>
    (typeof given === 'string' ? [given] : given).flatMap((text) => [`--${name}`, text]),
  );
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import { Governance } from '../ledger/governance.ts';
import * as sample from '../ledger/sample.ts';
import { IDENTITY, ISSUER, sealWith, withSigstore } from '../seal/sealing.ts';
import { newFolder, type Ran, ran, written } from './ran.ts';

const { tip, headSeen, termsShown, hold, reviewSeen, approved } = sample;
let governance: Governance;
let main: string;
/** The last commit of a ledger with one good seal, entry 8. */
let good: string;

beforeAll(async () => {
  governance = await Governance.begin();
  main = governance.git.branch('main') ?? '';
  await append(tip, headSeen, termsShown, hold, reviewSeen, approved);
  await sealed();
  good = governance.tip;
});
beforeEach(() => governance.git.setRef('refs/heads/ledger', good));
afterAll(() => governance.end());

async function append(...drafts: Draft[]): Promise<{ number: number; hash: `sha256:${string}` }> {
  const bot = governance.bot();
  for (const draft of drafts) await bot.append([draft]);
  const { head } = await bot.facts();
  if (head === null) throw new Error('the ledger is empty');
  return head;
}

/** A real seal over what an intent says, or over what `change` makes of it. */
async function sealed(change: (manifest: Uint8Array) => Uint8Array = (manifest) => manifest): Promise<void> {
  const intent = sample.sealIntent(main);
  const head = await append(intent);
  const statement = change(statementBytes(manifestOf(intent.body, { repository: 9001, ...head })));
  const bundle = await withSigstore({}, async (sigstore) =>
    JSON.parse(JSON.stringify(await sealWith(sigstore, statement))),
  );
  await append(sample.sealed(head.number, bundle, sha256(statement)));
}

const verify = (...more: string[]): Promise<Ran> => ran('seal', 'verify', governance.git.dir, ...more);

describe('`seal verify`', () => {
  it('says of every seal over what it is, by whom, when, and by which policies it counts', async () => {
    const { exit, out } = await verify();
    expect(exit).toBe(0);
    expect(out).toMatch(/^seals of ledger at [0-9a-f]{40}: good\n/);
    expect(out).toContain('  bpe-2026-014 r1, entry 8: sealed not later than 2026-11-22T09:00:00Z\n');
    expect(out).toContain(`    by ${IDENTITY}, known to ${ISSUER}\n    by the policies of ${main}\n`);
    expect(out).toContain(`by the word of\n  seal rules of main (${main})`);
  });

  it('says the same to programs', async () => {
    const { exit, out } = await verify('bpe-2026-014', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'good',
      seals: [
        {
          number: 8,
          intent: 7,
          packet: 'bpe-2026-014',
          revision: 1,
          policyCommit: main,
          found: { state: 'good', sealedAt: '2026-11-22T09:00:00Z', identity: IDENTITY, issuer: ISSUER },
          voidSince: null,
        },
      ],
    });
  });

  it('finds the one that is wrong among good ones, by the verifier that the audit has', async () => {
    await sealed((manifest) => Buffer.from(Buffer.from(manifest).toString().replace('ann', 'ben')));
    const { exit, out } = await verify();
    expect(exit).toBe(1);
    expect(out).toContain('entry 8: sealed not later than');
    expect(out).toMatch(/entry 10: attestation-subject-mismatch: expected .*, seen .*\n {4}hint: /);
    const audit = await ran('ledger', 'verify', governance.git.dir);
    expect([audit.exit, audit.out]).toEqual([1, expect.stringContaining('entry 10 (')]);
  });

  it('does not count a seal that did not become a release', async () => {
    const reason = 'the head moved';
    const about = { pull: 7, packet: 'bpe-2026-014', revision: 1 };
    await append({ kind: 'seal-void', body: { ...about, seal: 8, code: 'head-moved', reason } });
    const all = await verify();
    expect([all.exit, all.out]).toEqual([0, expect.stringContaining('proves nothing since entry 9')]);
    expect((await verify('bpe-2026-014')).exit).toBe(1);
  });

  it('wants a seal of the packet that was asked for', async () => {
    const { exit, out } = await verify('bpe-2026-015');
    expect([exit, out]).toEqual([1, expect.stringContaining('seals of `bpe-2026-015` in ledger')]);
    expect(out).toContain('there is none');
  });

  it('goes by the policies that an auditor brings, and decides nothing where they cannot be read', async () => {
    const files = ['ledger.yaml', 'seal.yaml', 'trusted-root.json'];
    const named = Object.fromEntries(
      files.map((name) => [`policies/${name}`, governance.file(`policies/${name}`, 'main')]),
    );
    const checkout = written(newFolder(), named);
    expect((await verify('--policies', checkout)).exit).toBe(0);
    writeFileSync(
      join(checkout, 'policies/seal.yaml'),
      named['policies/seal.yaml']?.replace('/sealer', '/another') ?? '',
    );
    const other = await verify('--policies', checkout);
    expect([other.exit, other.out]).toEqual([1, expect.stringContaining('attestation-identity-mismatch')]);
    writeFileSync(join(checkout, 'policies/seal.yaml'), 'schema: governance.v1.SealPolicy\n');
    const unread = await verify('--policies', checkout);
    expect([unread.exit, unread.out]).toEqual([3, expect.stringContaining('could not be checked')]);
  });

  it('believes no seal behind a break of the chain', async () => {
    governance.tamper({ files: { 'entries/0000/00000003.json': '{}' } });
    const { exit, out } = await verify();
    expect([exit, out]).toEqual([
      1,
      expect.stringContaining('the ledger breaks at entries/0000/00000003.json: ledger-broken'),
    ]);
  });

  it('ends with 2 where there is no clone', async () => {
    expect((await ran('seal', 'verify', newFolder())).exit).toBe(2);
  });
});

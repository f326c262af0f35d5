import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditText, verdictOf } from '../../src/audit/report.ts';
import { verifyClone } from '../../src/audit/verify.ts';
import { ledgerVerify } from '../../src/cli/ledger-verify.ts';
import { canonicalJson, sha256 } from '../../src/digest/digest.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { publicKeyText } from '../../src/ledger/key.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import { sealWith, withSigstore } from '../seal/sealing.ts';
import { type Bot, Governance } from './governance.ts';
import * as sample from './sample.ts';

const CLAIMS_FILE = `claims/${sha256(sample.CLAIMS).slice('sha256:'.length)}.json`;
let governance: Governance;
let bot: Bot;
/** The last good commit of the branch. */
let good: string;
let bundle: Record<string, never>;

/** Appends one draft after another; returns the number of the last. */
async function appendAll(...drafts: Draft[]): Promise<number> {
  for (const draft of drafts) await bot.append([draft]);
  return (await bot.facts()).head?.number ?? -1;
}

/** The story of one packet, with a real seal over what its intent says. */
beforeAll(async () => {
  governance = await Governance.begin();
  bot = governance.bot();
  const { tip, headSeen, termsShown, hold, reviewSeen, approved } = sample;
  const policyCommit = governance.git.branch('main') ?? '';
  const intent = sample.sealIntent(policyCommit);
  const number = await appendAll(tip, headSeen, termsShown, hold, reviewSeen, approved, intent);
  const hash = (await bot.facts()).head?.hash ?? sample.sum('0');
  const statement = statementBytes(manifestOf(intent.body, { repository: 9001, number, hash }));
  bundle = await withSigstore({}, async (sigstore) => JSON.parse(JSON.stringify(await sealWith(sigstore, statement))));
  const { mergeIntent, merged, deliverIntent, delivered, released, sealed } = sample;
  await appendAll(
    sealed(number, bundle, sha256(statement)),
    mergeIntent(8),
    merged(9),
    deliverIntent,
    delivered(11),
    released(8),
  );
  good = governance.tip;
});
beforeEach(() => {
  governance.git.setRef('refs/heads/ledger', good);
  bot = governance.bot();
});
afterAll(() => governance.end());

/** A file in the auditor's own folder. */
function kept(name: string, text: string): string {
  const path = join(governance.dir, name);
  writeFileSync(path, text);
  return path;
}
/** What is wrong first, as `number code`. */
async function firstWrong(options: Parameters<Governance['audit']>[0] = {}): Promise<string> {
  const [first] = (await governance.audit(options)).problems;
  return first === undefined ? 'nothing' : `${first.number} ${first.code}`;
}

describe('an auditor with a plain clone and nothing else', () => {
  it('finds the story whole, and learns by whose word', async () => {
    const report = await governance.audit();
    expect(verdictOf(report), auditText(report)).toBe('whole');
    expect(report).toMatchObject({
      head: { number: 13 },
      repository: 9001,
      seals: 1,
      claims: 1,
      sealed: 7,
      problems: [],
      unchecked: [],
    });
    const text = auditText(report);
    expect(text).toContain('ledger of repository 9001: whole');
    expect(text).toContain('ledger keys of ledger.yaml of main');
    expect(text).toContain('nobody but the ledger key vouches for entries after 7');
  });

  it('needs no network: the clone is all', async () => {
    const clone = join(governance.dir, 'clone');
    const url = governance.url.replace('://', `://x:${governance.acme.seed.token('admin')}@`);
    await promisify(execFile)('git', ['clone', '--quiet', url, clone]);
    await promisify(execFile)('git', ['remote', 'set-url', 'origin', 'http://127.0.0.1:9/none.git'], { cwd: clone });
    const lines: string[] = [];
    expect(await ledgerVerify(clone, { witnesses: [] }, false, (line) => void lines.push(line))).toBe(0);
    expect(lines.join()).toContain('origin/ledger');
    const said: string[] = [];
    expect(await ledgerVerify(clone, { witnesses: [] }, true, (line) => void said.push(line))).toBe(0);
    expect(JSON.parse(said.join())).toMatchObject({ verdict: 'whole', head: { number: 13 } });
  });

  it('is not misled by a clone that shows other objects than those that are named, or wants to fetch', async () => {
    const clone = join(governance.dir, 'hostile');
    const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: clone });
    await promisify(execFile)('git', ['clone', '--quiet', '--bare', governance.git.dir, clone]);
    governance.tamper({ files: { 'entries/0000/00000003.json': '{}' } });
    await git('fetch', '--quiet', governance.git.dir, '+refs/heads/ledger:refs/heads/ledger');
    // In place of the tampered commit git shows the good one, to whoever does not look twice.
    await git('replace', governance.tip, good);
    const touched = join(governance.dir, 'touched');
    await git('config', 'core.sshCommand', `touch ${touched}`);
    await git('config', 'remote.origin.url', `ext::touch ${touched}`);
    await git('config', 'remote.origin.promisor', 'true');
    const report = await verifyClone(clone, { witnesses: [] });
    expect(report.problems[0]).toMatchObject({ code: 'ledger-broken', number: 3 });
    expect(existsSync(touched)).toBe(false);
  });
});

describe('an auditor names the first entry that is wrong', () => {
  it('when a file of claims is missing or has other bytes', async () => {
    governance.tamper({ files: { [CLAIMS_FILE]: '{}' } });
    expect(await firstWrong()).toBe('4 ledger-broken');
    governance.tamper({ remove: [CLAIMS_FILE] });
    const { problems } = await governance.audit({ key: sample.KEY_TEXT });
    expect(problems).toContainEqual(expect.objectContaining({ number: 4, path: CLAIMS_FILE, seen: 'none' }));
  });

  it('when a seal is over something else than its intent says', async () => {
    const intent = sample.sealIntent(governance.git.branch('main'));
    const number = await appendAll(intent);
    await appendAll(sample.sealed(number, bundle, sample.sum('6')));
    expect(await firstWrong()).toBe('15 attestation-subject-mismatch');
  });

  it('when the entry names another statement than the one sealed', async () => {
    governance.git.setRef('refs/heads/ledger', parentOf(good, 6));
    bot = governance.bot();
    await appendAll(sample.sealed(7, bundle, sample.sum('6')));
    expect(await firstWrong()).toBe('8 attestation-subject-mismatch');
  });

  it('when a seal is no seal', async () => {
    governance.git.setRef('refs/heads/ledger', parentOf(good, 6));
    bot = governance.bot();
    await appendAll(sample.sealed(7, {}, sample.sum('6')));
    expect(await firstWrong()).toBe('8 attestation-invalid');
  });

  it('when a seal is by somebody else than policies/seal.yaml named', async () => {
    const checkout = join(governance.dir, 'pinned');
    const policies = join(checkout, 'policies');
    mkdirSync(policies, { recursive: true });
    for (const name of ['ledger.yaml', 'seal.yaml', 'trusted-root.json'])
      writeFileSync(join(policies, name), mainFile(name));
    expect(await firstWrong({ policies: checkout })).toBe('nothing');
    writeFileSync(join(policies, 'seal.yaml'), mainFile('seal.yaml').replace('/sealer', '/another'));
    expect(await firstWrong({ policies: checkout })).toBe('8 attestation-identity-mismatch');
  });

  it('when a seal goes by rules that were never on main', async () => {
    const elsewhere = governance.acme.acts.push({
      repository: 'acme/gov',
      branch: 'mine',
      by: 'ann',
      files: { x: 'y' },
    });
    const number = await appendAll(sample.sealIntent(elsewhere));
    await appendAll(sample.sealed(number, bundle, sample.sum('6')));
    expect(await firstWrong()).toBe('15 approval-context-mismatch');
  });

  it('when the ledger contradicts itself', async () => {
    await appendAll(sample.released(4));
    expect(await firstWrong()).toBe('14 ledger-broken');
  });

  it('when the beginning was swapped: main names another first key', async () => {
    const checkout = join(governance.dir, 'other-key');
    const policies = join(checkout, 'policies');
    mkdirSync(policies, { recursive: true });
    const thief = publicKeyText(sample.ledgerKey(2));
    writeFileSync(join(policies, 'ledger.yaml'), mainFile('ledger.yaml').replace(sample.KEY_TEXT, thief));
    expect(await firstWrong({ policies: checkout })).toBe('0 ledger-broken');
  });
});

describe('what could not be checked is neither whole nor wrong', () => {
  it('a seal by a commit of main that has no seal policy', async () => {
    const root = governance.git.objects.commit(governance.git.branch('main') ?? '')?.parents[0] ?? '';
    const first = governance.git.objects.commit(root)?.parents[0] ?? root;
    const number = await appendAll(sample.sealIntent(first));
    await appendAll(sample.sealed(number, bundle, sample.sum('6')));
    const report = await governance.audit();
    expect(verdictOf(report), auditText(report)).toBe('undecided');
    expect(report.unchecked).toMatchObject([{ number: 15 }]);
  });
});

describe('a witness', () => {
  const head = () => governance.file('head');
  it('is JSON, an old head, a seal, a notice, or a delivered issue; and says how far the clone is vouched for', async () => {
    const { head: last } = await governance.audit();
    const witnesses = [
      kept('head.json', JSON.stringify(last)),
      kept('head', head()),
      kept('bundle.json', JSON.stringify(bundle)),
      kept('notice.json', JSON.stringify({ type: 'packet.released', data: { ledger: last } })),
      kept('issue.md', `Do not forward it. Witness: ledger entry ${last?.number}, \`${last?.hash}\`.`),
    ];
    const report = await governance.audit({ witnesses });
    expect(verdictOf(report), auditText(report)).toBe('whole');
    expect(report.witnesses.map(({ number }) => number)).toEqual([13, 13, 7, 13, 13]);
    expect(auditText(report)).toContain('issue.md: up to entry 13');
    expect(auditText(report)).not.toContain('nobody but the ledger key');
  });

  it('H04: shows a ledger that was cut, which verifies by itself', async () => {
    const witness = kept('later', head());
    governance.git.setRef('refs/heads/ledger', parentOf(good, 1));
    expect(await firstWrong()).toBe('nothing');
    expect(await firstWrong({ witnesses: [witness] })).toBe('13 ledger-broken');
  });

  it('H04: shows an entry that was replaced by whoever holds the ledger key', async () => {
    const witness = kept('later', head());
    governance.git.setRef('refs/heads/ledger', parentOf(good, 1));
    bot = governance.bot();
    await appendAll(sample.reviewSeen);
    expect(await firstWrong()).toBe('nothing');
    expect(await firstWrong({ witnesses: [witness] })).toBe('13 ledger-broken');
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"number": 1}'],
    ['a sentence', 'I was there'],
  ])('that says %s is a wrong argument', async (_, text) => {
    await expect(governance.audit({ witnesses: [kept('silent', text)] })).rejects.toThrow(
      'expected a number and a hash',
    );
  });
});

describe('an audit goes on where an earlier one ended', () => {
  const resume = () => join(governance.dir, `verified-${expect.getState().currentTestName?.length}`);

  it('and finds the same', async () => {
    const file = resume();
    governance.git.setRef('refs/heads/ledger', parentOf(good, 7));
    expect(verdictOf(await governance.audit({ resume: file }))).toBe('whole');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ number: 6, open: [] });
    governance.git.setRef('refs/heads/ledger', parentOf(good, 5));
    const middle = await governance.audit({ resume: file });
    expect([verdictOf(middle), middle.from, middle.seals]).toEqual(['whole', 7, 1]);
    governance.git.setRef('refs/heads/ledger', good);
    const last = await governance.audit({ resume: file });
    expect([verdictOf(last), last.from, last.head?.number, last.sealed]).toEqual(['whole', 9, 13, 7]);
    expect(verdictOf(await governance.audit({ resume: file }))).toBe('whole');
  });

  it('with its intents still open, so that a second outcome is seen', async () => {
    const file = resume();
    governance.git.setRef('refs/heads/ledger', parentOf(good, 6));
    await governance.audit({ resume: file });
    expect(JSON.parse(readFileSync(file, 'utf8')).open).toEqual([7]);
    governance.git.setRef('refs/heads/ledger', good);
    await governance.audit({ resume: file });
    bot = governance.bot();
    await appendAll(sample.delivered(11));
    expect(await firstWrong({ resume: file })).toBe('14 ledger-broken');
  });

  it('and does not move where something is wrong', async () => {
    const file = resume();
    await governance.audit({ resume: file });
    const before = readFileSync(file, 'utf8');
    await appendAll(sample.merged(9));
    expect(await firstWrong({ resume: file })).toBe('14 ledger-broken');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('unless the history it knew is gone', async () => {
    const file = resume();
    await governance.audit({ resume: file });
    governance.git.setRef('refs/heads/ledger', parentOf(good, 1));
    expect(await firstWrong({ resume: file })).toBe('null ledger-broken');
  });

  it('and begins again when the keys are others', async () => {
    const file = resume();
    await governance.audit({ resume: file, key: sample.KEY_TEXT });
    writeFileSync(file, readFileSync(file, 'utf8').replace(sample.KEY_TEXT, publicKeyText(sample.ledgerKey(3))));
    expect((await governance.audit({ resume: file })).from).toBe(0);
    writeFileSync(file, '{}');
    await expect(governance.audit({ resume: file })).rejects.toThrow('to be what an earlier audit wrote');
  });
});

describe('keys', () => {
  it('that the auditor names stand in for those of main', async () => {
    const report = await governance.audit({ key: sample.KEY_TEXT });
    expect([verdictOf(report), report.keysFrom]).toEqual(['whole', 'the command line']);
    // It vouches for nothing, from the beginning on.
    expect(await firstWrong({ key: publicKeyText(sample.ledgerKey(2)) })).toBe('0 ledger-broken');
    await expect(governance.audit({ key: 'secret' })).rejects.toThrow('--key: expected base64');
  });

  it('that follow each other are a seam where the old one did not sign with the new', async () => {
    const next = sample.ledgerKey(2);
    const checkout = join(governance.dir, 'rotated');
    const policies = join(checkout, 'policies');
    mkdirSync(policies, { recursive: true });
    const keys = [
      { key: sample.KEY_TEXT, first: 0, last: 13 },
      { key: publicKeyText(next), first: 14 },
    ];
    for (const name of ['seal.yaml', 'trusted-root.json']) writeFileSync(join(policies, name), mainFile(name));
    writeFileSync(join(policies, 'ledger.yaml'), canonicalJson({ schema: 'governance.v1.LedgerPolicy', keys }));
    const seamsWith = async (held: (typeof next)[]) => {
      governance.git.setRef('refs/heads/ledger', good);
      const both = governance.bot(held);
      const read = await both.read(keys);
      if (read.state !== 'whole') throw new Error(read.state);
      await both.append([sample.hold], read.facts);
      const report = await governance.audit({ policies: checkout });
      expect(verdictOf(report), auditText(report)).toBe('whole');
      return report.seams;
    };
    expect(await seamsWith([sample.KEY, next])).toEqual([]);
    expect(await seamsWith([next])).toEqual([{ number: 13, from: sample.KEY_TEXT, to: publicKeyText(next) }]);
  });
});

describe('what the caller names wrongly is a wrong argument', () => {
  it('a folder that is no clone, a clone without a ledger, a witness or policies that are not there', async () => {
    const verify = (dir: string, options = {}) => verifyClone(dir, { witnesses: [], ...options });
    await expect(verify(join(governance.dir, 'nothing'))).rejects.toThrow('seen nothing');
    await expect(verify('/')).rejects.toThrow('expected a git clone');
    await expect(verify(governance.git.dir, { witnesses: ['/none'] })).rejects.toThrow('expected a readable witness');
    await expect(verify(governance.git.dir, { policies: '/none' })).rejects.toThrow('expected ledger.yaml');
    const empty = join(governance.dir, 'empty');
    await promisify(execFile)('git', ['init', '--quiet', '--bare', empty]);
    await expect(verify(empty)).rejects.toThrow('expected a branch `ledger`');
  });
});

function parentOf(commit: string, times: number): string {
  const parent = governance.git.objects.commit(commit)?.parents[0] ?? '';
  return times === 1 ? parent : parentOf(parent, times - 1);
}
function mainFile(name: string): string {
  return governance.file(`policies/${name}`, 'main');
}

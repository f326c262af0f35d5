import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { policyText } from '../../src/ledger/init.ts';
import { Governance } from '../ledger/governance.ts';
import * as sample from '../ledger/sample.ts';
import { clone, newFolder, packetIn, ROOT, ran, written } from './ran.ts';

describe('the rules of the clone', () => {
  const held = async (change: Record<string, string | null>) => {
    const { dir } = clone(change);
    return ran('check', packetIn(dir));
  };

  it('hold at the line of the policy that is broken', async () => {
    const policy = readFileSync(join(ROOT, 'policies/councils/release-integrity.yaml'), 'utf8');
    const { exit, out } = await held({
      'policies/councils/release-integrity.yaml': policy.replace('quorum: 2', 'quorum: 1'),
    });
    expect(exit).toBe(1);
    expect(out).toMatch(/^policies\/councils\/release-integrity\.yaml:15:1: policy-weakened: /m);
  });

  it('speak of one approval as of one', async () => {
    const policy = readFileSync(join(ROOT, 'policies/councils/release-integrity.yaml'), 'utf8');
    const one = policy.replace('owner_approvals: 2', 'owner_approvals: 1');
    const { out } = await held({ 'policies/councils/release-integrity.yaml': one });
    expect(out).toContain('owner-approvals: 1 approval of this head and these terms, by ann, ben');
  });

  it('hold at the line of CODEOWNERS that GitHub would pass over', async () => {
    const { exit, out } = await held({ '.github/CODEOWNERS': '/packets/ @ann @ben\n/packets/[a-z]/ @ann\n' });
    expect(exit).toBe(1);
    expect(out).toMatch(/^\.github\/CODEOWNERS:2:1: codeowners-invalid: /m);
  });

  it('hold without a CODEOWNERS at the packet, since no such file can be shown, and say what is missing', async () => {
    const { exit, out } = await held({ '.github/CODEOWNERS': null });
    expect(exit).toBe(1);
    expect(out).toMatch(
      /packet\.yaml:1:1: codeowners-invalid: .*, seen no \.github\/CODEOWNERS on main\n {2}do: put .*--policies DIR/,
    );
    expect(out).not.toMatch(/^\.github\/CODEOWNERS:/m);
    expect(out).toContain(
      'approvals needed: 2, which nobody may give as things stand\n  not ann: there is no .github/CODEOWNERS on main',
    );
  });

  it('hold where a second CODEOWNERS stands', async () => {
    const { exit, out } = await held({ 'docs/CODEOWNERS': '* @ann\n' });
    expect([exit, out.includes('a second CODEOWNERS at docs/CODEOWNERS')]).toEqual([1, true]);
  });

  it('hold where the council branch has another CODEOWNERS than main', async () => {
    const { dir, git } = clone();
    const place = packetIn(dir);
    git('update-ref', 'refs/remotes/origin/council/release-integrity', 'HEAD');
    expect((await ran('check', place)).exit).toBe(0);
    writeFileSync(join(dir, '.github/CODEOWNERS'), '* @ann\n');
    git('commit', '--quiet', '--all', '--message=other');
    git('update-ref', 'refs/remotes/origin/council/release-integrity', 'HEAD');
    const { exit, out } = await ran('check', place);
    expect([exit, out.includes('council/release-integrity holds another CODEOWNERS than main')]).toEqual([1, true]);
  });

  it('are not held against a packet for what only GitHub knows of teams', async () => {
    const { exit, out } = await held({ '.github/CODEOWNERS': '* @acme/owners\n' });
    expect(exit).toBe(0);
    expect(out).toContain('who is in acme/owners');
  });

  it('are those of origin/main, whatever the work tree says', async () => {
    const { dir } = clone();
    const place = packetIn(dir);
    rmSync(join(dir, 'policies'), { recursive: true });
    expect((await ran('check', place)).exit).toBe(0);
  });
});

describe('the ledger of the clone', () => {
  it('says which revision number is next, and to which council the packet belongs for ever', async () => {
    const governance = await Governance.begin();
    onTestFinished(() => governance.end());
    const bot = governance.bot();
    const approved = { ...sample.approved.body, packet: 'bpe-2026-014', revision: 1 };
    await bot.append([sample.headSeen]);
    await bot.append([sample.termsShown]);
    await bot.append([{ kind: 'approved', body: approved }]);
    const { dir, git } = clone({ 'policies/ledger.yaml': policyText(sample.KEY_TEXT) });
    git('fetch', '--quiet', governance.git.dir, '+refs/heads/ledger:refs/remotes/origin/ledger');
    const { exit, out } = await ran('check', packetIn(dir));
    expect(exit).toBe(1);
    expect(out).toMatch(/packet\.yaml:\d+:1: packet-superseded: .*next free revision number: 2/);
    expect((await ran('check', packetIn(dir, { revision: 2 }))).exit).toBe(0);
  });

  it('holds where it is broken, and says nothing else then', async () => {
    const governance = await Governance.begin();
    onTestFinished(() => governance.end());
    governance.tamper({ files: { 'entries/0000/00000001.json': '{}' } });
    const { dir, git } = clone({ 'policies/ledger.yaml': policyText(sample.KEY_TEXT) });
    git('fetch', '--quiet', governance.git.dir, '+refs/heads/ledger:refs/remotes/origin/ledger');
    const { exit, out } = await ran('check', packetIn(dir));
    expect([exit, out]).toEqual([1, expect.stringContaining(': ledger-broken: ')]);
  });
});

describe('a folder as git sees it', () => {
  it('is without what git ignores, and says so; outside of git everything counts', async () => {
    const { dir } = clone();
    const place = packetIn(dir);
    written(dir, { '.gitignore': '*~\n', 'packets/bpe-2026-014/rationale.md~': 'x' });
    const inside = await ran('check', place);
    expect([inside.exit, inside.out.includes('left out, since git ignores it: rationale.md~')]).toEqual([0, true]);
    const elsewhere = packetIn(newFolder());
    writeFileSync(join(elsewhere, 'rationale.md~'), 'x');
    expect((await ran('check', '--policies', dir, elsewhere)).exit).toBe(1);
  });

  it('takes modes from what git tracks where the file system has none', async () => {
    const { dir, git } = clone();
    const place = packetIn(dir);
    git('config', 'core.fileMode', 'false');
    chmodSync(join(place, 'rationale.md'), 0o755);
    expect((await ran('check', place)).exit).toBe(0);
    git('add', '.');
    git('update-index', '--chmod=+x', 'packets/bpe-2026-014/rationale.md');
    expect((await ran('check', place)).exit).toBe(1);
  });

  it("runs no program that the repository's settings name", async () => {
    const { dir, git } = clone();
    const place = packetIn(dir);
    const touched = join(newFolder(), 'touched');
    for (const name of ['core.fsmonitor', 'core.sshCommand', 'filter.x.clean', 'core.pager', 'diff.external'])
      git('config', name, `touch ${touched}`);
    written(dir, { '.gitattributes': '* filter=x\n' });
    expect((await ran('check', place)).exit).toBe(0);
    expect(existsSync(touched)).toBe(false);
  });
});

it('ends with 3 where git cannot read what it has', async () => {
  const { dir } = clone();
  const place = packetIn(dir);
  rmSync(join(dir, '.git/objects'), { recursive: true });
  mkdirSync(join(dir, '.git/objects'));
  const { exit, out } = await ran('check', place);
  expect([exit, out]).toEqual([3, '']);
});

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Check, checkSchema } from '../../src/report/check.ts';
import { checkout, clone, EXAMPLE, lastingFolder, newFolder, packetIn, ROOT, ran, written } from './ran.ts';

let shared: ReturnType<typeof clone>;
let packets = 0;
beforeAll(() => {
  shared = clone({}, lastingFolder());
});
afterAll(() => rmSync(shared.dir, { recursive: true }));

/** The example packet in a folder of its own of one clone. */
const packet = (...over: Parameters<typeof packetIn> extends [string, ...infer Over] ? Over : never) => {
  packets += 1;
  return packetIn(join(shared.dir, `drafts-${packets}`), ...over);
};

/** Checks the example packet as `change` leaves it, and gives what was printed as JSON. */
async function checked(change: (place: string) => void, ...options: string[]): Promise<Check & { exit: number }> {
  const place = packet();
  change(place);
  const { exit, out } = await ran('check', '--format', 'json', ...options, place);
  return { exit, ...checkSchema.parse(JSON.parse(out)) };
}
const codesOf = ({ holds }: Check) => [...new Set(holds.map(({ code }) => code))];
const edit = (place: string, from: string | RegExp, to: string) => {
  const file = join(place, 'packet.yaml');
  const before = readFileSync(file, 'utf8');
  expect(before).toMatch(from);
  writeFileSync(file, before.replace(from, to));
};

describe('a packet that nothing holds', () => {
  it('is said to be so, with its terms, who may approve, by whose rules, and what is not known', async () => {
    const { exit, out, err } = await ran('check', packet());
    expect([exit, err]).toEqual([0, '']);
    expect(out).toContain('packets/bpe-2026-014: nothing holds it');
    expect(out).toContain(`by the rules of origin/main (${shared.git('rev-parse', 'HEAD').trim()})`);
    expect(out).toContain('proposed to council/release-integrity');
    expect(out).toMatch(/^ {2}revision digest +sha256:[0-9a-f]{64}$/m);
    expect(out).toContain('approvals needed: 2, of ann, ben');
    expect(out).toMatch(/not known before there is a pull request\n(?: {2}.*\n)* {2}history: commits in one line/);
    expect(out).toContain('not read\n  evidence:');
  });

  it('has no digest of its terms while the evidence that it cites has not been read', async () => {
    const { exit, terms } = await checked(() => undefined);
    expect(exit).toBe(0);
    expect(terms?.digest).toBe(null);
    expect(terms?.values.map(({ term }) => term)).not.toContain('evidence state');
  });

  it('has one where it cites none', async () => {
    const policy = readFileSync(join(ROOT, 'policies/councils/release-integrity.yaml'), 'utf8');
    const none = policy.replace(/required_evidence: .*/, 'required_evidence: []');
    const { dir } = clone({ 'policies/councils/release-integrity.yaml': none });
    const { exit, out } = await ran('check', packetIn(dir, { evidence: [] }));
    expect(exit).toBe(0);
    expect(out).toMatch(/^terms sha256:[0-9a-f]{64}$/m);
  });

  it('is judged by a checkout that the caller names, in a clone or in none', async () => {
    const policies = checkout();
    const { exit, out } = await ran('check', '--policies', policies, packetIn(newFolder()));
    expect(exit).toBe(0);
    expect(out).toContain(`by the rules of ${policies}`);
  });

  it('names the owners who cannot approve, and why', async () => {
    const asks = await checked((place) => edit(place, 'requester: fay', 'requester: ann'));
    expect(asks.approval).toEqual({
      needed: 2,
      may: ['ben'],
      barred: [{ person: 'ann', why: 'had a hand in it: requester' }],
    });
  });
});

describe('what the bot would hold', () => {
  it.each<[string, (place: string) => void, string, RegExp]>([
    [
      'an unknown key',
      (place) => edit(place, 'requester: fay', 'reqester: fay'),
      'packet-invalid',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'a window that is over',
      (place) => edit(place, /opens: .*\n.*closes: .*/, 'opens: 2020-01-01T00:00:00Z\n  closes: 2020-01-02T00:00:00Z'),
      'approval-expired',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'a recipient beyond the audience',
      (place) => edit(place, '- acme/release-integrity\n', '- acme/release-integrity\n    - acme/others\n'),
      'audience-mismatch',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'a blocked path left out',
      (place) => edit(place, 'id: open-ended-waiver-reuse', 'id: something-else'),
      'blocked-paths-missing',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'evidence left out',
      (place) => edit(place, 'kind: signer-quorum', 'kind: docs'),
      'attestation-missing',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'a requester whom nobody knows',
      (place) => edit(place, 'requester: fay', 'requester: zoe'),
      'signer-unresolved',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'a council that is not there',
      (place) => edit(place, 'council: release-integrity', 'council: others'),
      'council-mismatch',
      /packet\.yaml:\d+:1$/,
    ],
    [
      'a file that is not listed',
      (place) => writeFileSync(join(place, 'more.md'), 'x'),
      'packet-digest-mismatch',
      /packet\.yaml:1:1$/,
    ],
    [
      'C01: a link to a file',
      (place) => symlinkSync('/etc/passwd', join(place, 'link')),
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'C01: a link to itself',
      (place) => symlinkSync('loop', join(place, 'loop')),
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'C01: a file that became a link',
      (place) => {
        rmSync(join(place, 'packet.yaml'));
        symlinkSync(join(EXAMPLE, 'packet.yaml'), join(place, 'packet.yaml'));
      },
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'C01: a repository inside',
      (place) => {
        mkdirSync(join(place, 'sub'));
        execFileSync('git', ['init', '-q', join(place, 'sub')]);
        writeFileSync(join(place, 'sub/x'), 'x');
      },
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'an executable',
      (place) => chmodSync(join(place, 'rationale.md'), 0o755),
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'a pipe',
      (place) => {
        execFileSync('mkfifo', [join(place, 'pipe')]);
      },
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'C03: names that differ in case',
      (place) => writeFileSync(join(place, 'Rationale.md'), 'x'),
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'a name that is no text',
      (place) => writeFileSync(Buffer.concat([Buffer.from(`${place}/`), Buffer.of(0xff, 0xfe)]), 'x'),
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'a name that starts with a dot',
      (place) => writeFileSync(join(place, '.hidden'), 'x'),
      'packet-path-unsafe',
      /packet\.yaml:1:1$/,
    ],
    [
      'C08: a huge file',
      (place) => writeFileSync(join(place, 'big.bin'), Buffer.alloc(1024 * 1024 + 1)),
      'packet-too-large',
      /packet\.yaml:1:1$/,
    ],
    [
      'C08: many files',
      (place) => {
        for (let index = 0; index < 101; index++) writeFileSync(join(place, `f${index}`), '');
      },
      'packet-too-large',
      /packet\.yaml:1:1$/,
    ],
    ['no packet.yaml', (place) => rmSync(join(place, 'packet.yaml')), 'packet-invalid', /packet\.yaml:1:1$/],
    ['no YAML', (place) => writeFileSync(join(place, 'packet.yaml'), 'a: [b'), 'packet-invalid', /packet\.yaml:1:\d+$/],
    [
      'C07: a Git LFS pointer',
      (place) => writeFileSync(join(place, 'rationale.md'), 'version https://git-lfs.github.com/spec/v1\n'),
      'packet-invalid',
      /packet\.yaml:1:1$/,
    ],
  ])('%s, at its place and with its mend', async (_, change, code, place) => {
    const found = await checked(change);
    expect([found.exit, found.outcome, codesOf(found)[0]]).toEqual([1, 'held', code]);
    const [hold] = found.holds;
    expect(`${hold?.path}:${hold?.line}:${hold?.column}`).toMatch(place);
    expect(hold?.path).toMatch(/^drafts-\d+\/packets\/bpe-2026-014\/packet\.yaml$/);
    expect(hold?.mend).not.toBe('');
  });

  it('is told all at once, each problem of the packet at its own line', async () => {
    const { holds } = await checked((place) => {
      edit(place, 'revision: 1', 'revision: 0');
      edit(place, 'kind: wait', 'kind: sleep');
    });
    expect(holds.map(({ code }) => code)).toEqual(['packet-invalid', 'packet-invalid']);
    expect(new Set(holds.map(({ line }) => line)).size).toBe(2);
  });

  it('is a denial where it is for good', async () => {
    const { holds } = await checked((place) =>
      edit(place, /opens: .*\n.*closes: .*/, 'opens: 2020-01-01T00:00:00Z\n  closes: 2020-01-02T00:00:00Z'),
    );
    expect(holds).toMatchObject([{ code: 'approval-expired', grade: 'denied' }]);
  });

  it('for another council than the packet names', async () => {
    const found = await checked(() => undefined, '--council', 'enterprise');
    expect([found.exit, found.council]).toEqual([1, 'enterprise']);
    expect(codesOf(found)).toContain('council-mismatch');
  });

  it('never shows what a link leads to', async () => {
    const place = packet();
    const secret = written(newFolder(), { 'secret/key': 'a secret' });
    symlinkSync(join(secret, 'secret'), join(place, 'folder'));
    const { exit, out } = await ran('check', '--format', 'json', place);
    expect(exit).toBe(1);
    expect(out).toContain('`folder`, which is a symbolic link');
    expect(out).not.toContain('key');
  });
});

describe('a wrong folder or option ends with 2 and a hint', () => {
  it.each<[string, (dir: string) => string[], string]>([
    ['nothing', (dir) => [join(dir, 'packets/none')], 'seen nothing'],
    ['a file', (dir) => [join(dir, 'policies/people.yaml')], 'seen a file'],
    [
      'a link to a folder',
      (dir) => {
        symlinkSync(packetIn(dir), join(dir, 'link'));
        return [`${join(dir, 'link')}/`];
      },
      'seen a symbolic link',
    ],
    ['no clone', () => [packetIn(newFolder())], '--policies DIR'],
    ['policies that are none', (dir) => ['--policies', newFolder(), packetIn(dir)], 'expected a folder `policies`'],
    [
      'a council that is not there',
      (dir) => ['--council', 'others', packetIn(dir)],
      'there are enterprise, release-integrity',
    ],
  ])('%s', async (_, argv, said) => {
    const { exit, out, err } = await ran('check', ...argv(clone().dir));
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });

  it('a clone of another repository', async () => {
    const { dir, git } = clone();
    git('rm', '--quiet', '-r', 'policies');
    git('commit', '--quiet', '--message=none');
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const { exit, err } = await ran('check', packetIn(dir));
    expect([exit, err.includes('expected policies/ on `origin/main`')]).toEqual([2, true]);
  });

  it('a clone without origin/main', async () => {
    const { dir, git } = clone();
    git('update-ref', '-d', 'refs/remotes/origin/main');
    git('update-ref', 'refs/remotes/origin/main/other', 'HEAD');
    const { exit, err } = await ran('check', packetIn(dir));
    expect([exit, err.includes('git fetch origin main')]).toEqual([2, true]);
  });
});

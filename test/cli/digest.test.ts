import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { EXAMPLE, newFolder, packetIn, ROOT, ran } from './ran.ts';

/** The example packet, byte for byte, where a governance repository has it. */
function placed(): { root: string; place: string } {
  const root = newFolder();
  const place = join(root, 'packets/bpe-2026-014');
  mkdirSync(join(root, 'packets'));
  cpSync(EXAMPLE, place, { recursive: true });
  return { root, place };
}

describe('digest', () => {
  it('is that of the terms', async () => {
    const terms = JSON.parse(readFileSync(join(ROOT, 'docs/examples/terms.json'), 'utf8'));
    expect(await ran('digest', placed().place)).toEqual({ exit: 0, out: `${terms.digests.revision}\n`, err: '' });
  });

  it('is taken of the listing that --sums prints, which sha256sum checks from the root of the repository', async () => {
    const { root, place } = placed();
    const { exit, out } = await ran('digest', '--sums', place);
    expect(exit).toBe(0);
    expect((await ran('digest', place)).out).toBe(`${sha256(out)}\n`);
    const check = () =>
      execFileSync('sha256sum', ['--check', '--strict'], { cwd: root, input: out, encoding: 'utf8', stdio: 'pipe' });
    expect(check().trimEnd().split('\n').length).toBe(4);
    writeFileSync(join(place, 'rationale.md'), 'other');
    expect(check).toThrow('sha256sum');
  });

  it('is taken where packet.yaml is wrong: the bytes have one all the same', async () => {
    const { place } = placed();
    writeFileSync(join(place, 'packet.yaml'), 'nothing');
    expect((await ran('digest', place)).exit).toBe(0);
  });

  it.each<[string, (place: string) => void]>([
    ['a link', (place) => symlinkSync('/etc/passwd', join(place, 'link'))],
    ['names that collide', (place) => writeFileSync(join(place, 'Rationale.md'), 'x')],
    ['a line end in a name', (place) => writeFileSync(join(place, 'a\n::error::b'), 'x')],
    ['too much', (place) => writeFileSync(join(place, 'big'), Buffer.alloc(1024 * 1024 + 1))],
  ])('is refused of a folder with %s, in the words of check', async (_, change) => {
    const place = packetIn(newFolder());
    change(place);
    const { exit, out, err } = await ran('digest', place);
    expect([exit, out]).toEqual([1, '']);
    const checked = await ran('check', '--policies', ROOT, place);
    const [said = ''] = err.split('\n');
    expect(checked.out).toContain(said.slice(said.indexOf('packet-')));
    expect(err).toContain('\n  do: ');
    expect(err).not.toMatch(/^\s*::|##\[/m);
  });

  it.each([
    ['nothing', 'none'],
    ['a file', 'packet.yaml'],
  ])('ends with 2 for %s', async (_, name) => {
    expect(await ran('digest', join(packetIn(newFolder()), name))).toMatchObject({ exit: 2, out: '' });
  });
});

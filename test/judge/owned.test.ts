import { describe, expect, it } from 'vitest';
import { parseCodeowners } from '../../src/codeowners/codeowners.ts';
import { codes } from '../../src/finding/finding.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import type { PullSeen } from '../../src/verify/observation/pull.ts';
import { ownersClaim } from '../../src/verify/owners.ts';
import { claimsWith, rulesWith } from './claims.ts';

const PATHS = ['packets/bpe-2026-014/packet.yaml', 'packets/bpe-2026-014/evidence/rebuild.txt'];
const GOOD = '/packets/ @ann @ben\n';
const pull = { base: 'council/release-integrity', baseCodeowners: 'a', mainCodeowners: 'a' } as PullSeen;

/** The codes for a packet that ann and ben approved, where this is CODEOWNERS; `members` are in the team acme/owners. */
function judged(
  text: string,
  { members = [], strays = [], copy = 'a' }: { members?: number[]; strays?: string[]; copy?: string | null } = {},
): string[] {
  const loaded = rulesWith();
  if (!loaded.ok) throw new Error('the reference policies do not load');
  const rules = { ok: true, rules: { ...loaded.rules, codeowners: parseCodeowners(text) } } as const;
  const teams = [{ name: 'acme/owners', id: 7, members }];
  const seen = { errors: [], strays, teams, pull: { ...pull, baseCodeowners: copy } };
  return codes(judgePacket(claimsWith({ owners: ownersClaim(PATHS, rules, seen) }), rules));
}

describe('a packet that two owners approved', () => {
  it('goes where CODEOWNERS names them for all of it', () => {
    expect(judged(GOOD)).toEqual([]);
    expect(judged('/packets/ @acme/owners\n', { members: [1001, 1002] })).toEqual([]);
  });

  it('A23: is held when one of them is no longer in the team that owns it', () => {
    expect(judged('/packets/ @acme/owners\n', { members: [1001] })).toEqual(['approval-missing', 'signer-not-owner']);
  });

  it.each<[what: string, text: string]>([
    ['B05: a line before theirs names no owner that could be one', `packets/ not-an-owner\n${GOOD}`],
    ['B05: a line after theirs names no owner that could be one', `${GOOD}packets/ not-an-owner\n`],
    ['B05: a line has a pattern that GitHub does not take', `${GOOD}[p]ackets/ @ann\n`],
    ['B11: a line names an e-mail address', '/packets/ @ann @ben owners@acme.example\n'],
  ])('is held when %s', (_, text) => {
    expect(judged(text)).toEqual(['codeowners-invalid']);
  });

  it.each<[what: string, text: string]>([
    ['B03: nobody owns anything', ''],
    ['B04: CODEOWNERS has 3 MB', `${GOOD}${'#'.repeat(3 * 1024 * 1024 + 1 - GOOD.length)}`],
    ['B06: a later line names nobody', `${GOOD}/packets/bpe-2026-014/\n`],
    ['B13: nobody owns one of its files', `${GOOD}/packets/*/evidence/\n`],
  ])('is held when %s', (_, text) => {
    expect(judged(text)).toEqual(['codeowners-invalid', 'approval-missing', 'signer-not-owner']);
  });

  it('B08: is held when a later line names somebody else for one of its files', () => {
    expect(judged(`${GOOD}*.yaml @ben\n`)).toEqual(['approval-missing', 'signer-not-owner']);
  });

  it.each<[what: string, seen: Parameters<typeof judged>[1]]>([
    ['K11: a second CODEOWNERS stands where GitHub might take it', { strays: ['docs/CODEOWNERS'] }],
    ['K11: the branch of the council holds another CODEOWNERS than main', { copy: 'b' }],
    ['K11: the branch of the council holds none', { copy: null }],
  ])('is held when %s', (_, seen) => {
    expect(judged(GOOD, seen)).toEqual(['codeowners-invalid']);
  });
});

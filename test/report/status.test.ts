import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import { headOf, type Progress } from '../../src/report/page.ts';
import { type Reply, statusComment } from '../../src/report/status.ts';
import { statusDigest } from '../../src/report/status-marker.ts';
import { approval, claimsWith, rulesWith } from '../judge/claims.ts';
import { NOWHERE } from './progress.ts';

const rules = rulesWith();
const URL = 'https://github.com/acme/governance/pull/1';
const comment = (change: Partial<Claims> = {}, replies: readonly Reply[] = [], progress: Partial<Progress> = {}) => {
  const claims = claimsWith(change);
  const finding = judgePacket(claims, rules);
  const soFar = { ...NOWHERE, ...progress };
  const { lead } = headOf(claims, finding, soFar);
  return statusComment(claims, finding, { lead, merged: soFar.merge !== null }, replies, URL);
};
const held = { opinions: { known: [approval('ann', 1001)] } };
const reply: Reply = {
  id: 41,
  in: 'comment',
  who: 'ann',
  verb: 'approve',
  sentence: 'there is no such command',
  refused: 'event-rejected',
};

describe('the comment that says how it stands', () => {
  it('says of a hold what the check page says, and where that is', () => {
    const { body } = comment(held);
    expect(body).toContain('**Held.**');
    expect(body).toContain('- `approval-missing`: fewer owner approvals');
    expect(body).toContain('**do:** `1 of ben approve this head by review`');
    expect(body).toContain(`${URL}/checks`);
  });

  it('is found by its first line, and is the same one at another second', () => {
    const { body, digest } = comment(held);
    expect(statusDigest(body)).toBe(digest);
    expect(statusDigest(body.replaceAll('\n', '\r\n'))).toBe(digest);
    expect(comment({ ...held, at: '2026-11-22T13:00:07Z', skew_seconds: 3 })).toEqual(comment(held));
    expect(comment({}).digest).not.toBe(digest);
  });

  it('is not found where the line is quoted', () => {
    const { body } = comment(held);
    expect(statusDigest(`> ${body}`)).toBeNull();
    expect(statusDigest(`hello\n${body}`)).toBeNull();
  });

  it('shows answers, and for what nobody knows the commands that there are', () => {
    expect(comment(held, [reply]).body).toContain('`/countersign deny <reason>`');
    expect(comment(held, [reply]).body).toContain(`[comment](${URL}#issuecomment-41)`);
    const known = comment(held, [{ ...reply, verb: 'recheck', sentence: 'looked at', refused: null }]).body;
    expect(known).toContain('✅ `looked at`');
    expect(known).not.toContain('/countersign deny');
  });

  it('tells a fork the way in', () => {
    expect(comment({ pull: { ...claimsWith().pull, fork: true } }).body).toContain(
      'git fetch origin council/release-integrity pull/1/head',
    );
  });

  it('stays within what GitHub takes, however many answers there are', () => {
    const replies = Array.from({ length: 500 }, () => ({ ...reply, verb: 'x'.repeat(40), sentence: 'y'.repeat(1000) }));
    expect(Buffer.byteLength(comment(held, replies).body)).toBeLessThan(65_000);
  });

  it('J06, J08: shows what people and packets wrote as text: no link, picture, mention, comment or element comes of it', () => {
    const hostile =
      ']( http://evil.example ) ![x](http://evil.example/p.png) @org/all #1 <!-- countersign:status --> <img src=x onerror=alert(1)> | ` `` \u202e\u{e0041} \nIgnore previous instructions';
    const { body } = comment({ ...held, unresolved: [hostile] }, [
      { id: 1, in: 'review', who: hostile, verb: hostile, sentence: hostile, refused: null },
    ]);
    const md = new MarkdownIt({ html: true, linkify: true });
    const tokens = md.parse(body, {}).flatMap((token) => [token, ...(token.children ?? [])]);
    const types = new Set(tokens.map(({ type }) => type));
    expect([...types].filter((type) => ['image', 'html_inline'].includes(type))).toEqual([]);
    expect(tokens.filter(({ type }) => type === 'html_block').map(({ content }) => content.trim())).toEqual([
      body.split('\n')[0],
    ]);
    const links = tokens.flatMap((token) => (token.type === 'link_open' ? [String(token.attrGet('href'))] : []));
    expect(links.every((link) => link.startsWith(URL))).toBe(true);
    const outside = tokens.filter(({ type }) => type === 'text').map(({ content }) => content);
    expect(outside.join('\n')).not.toMatch(/@org|evil|Ignore previous|\p{Cf}/u);
  });
});

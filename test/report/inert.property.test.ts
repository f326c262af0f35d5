import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import type { PacketFacts } from '../../src/claims/packet.ts';
import { codes, outcome } from '../../src/finding/finding.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import { judge } from '../../src/judge/proposal.ts';
import { decisionShown } from '../../src/plan/decision-shown.ts';
import { decisionPage } from '../../src/report/decision-page.ts';
import { deliveryIssue } from '../../src/report/delivery.ts';
import { type Page, pageOf } from '../../src/report/page.ts';
import { approval, claimsWith, evidenceWith, packet, rulesWith } from '../judge/claims.ts';
import { decidedWith, decision, signature } from '../judge/decided.ts';
import { sum, terms } from '../verify/record.ts';
import { NOWHERE, ON_ITS_WAY } from './progress.ts';

const rules = rulesWith();
/** Whoever else reads Markdown: HTML, tables and bare addresses taken as GitHub takes them. */
const reader = new MarkdownIt({ html: true, linkify: true });

const FRAGMENTS = [
  ...[
    '`',
    '``',
    '```',
    '~~~',
    '|',
    '\\|',
    '\\',
    '\\\\',
    '[',
    ']',
    '](',
    '(',
    ')',
    '!',
    '![',
    '<',
    '>',
    '</',
    '/>',
    '<!--',
    '-->',
  ],
  ...[
    '<b>',
    '<script>',
    '&lt;',
    '&#60;',
    '*',
    '**',
    '_',
    '#',
    '- ',
    '> ',
    '1. ',
    '---',
    '===',
    '    ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
  ],
  ...[
    'https://evil.example/x',
    'www.evil.example',
    '@ann',
    '@acme/owners',
    '#1',
    'javascript:alert(1)',
    '"',
    "'",
    '\u202e',
    '\u200b',
  ],
  ...['\u{e0041}', '\ud800', '|---|---|', '[a]: https://evil.example', 'approve', '字'],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 4 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** The example with these texts wherever an author may write some. */
const said = ([
  title = '',
  summary = '',
  option = '',
  path = '',
  uri = '',
  ...others
]: readonly string[]): Partial<Claims> => {
  const facts: PacketFacts = {
    ...packet,
    title,
    summary,
    options: [
      { id: 'hold', kind: 'wait', title: option, description: summary, expires: '2026-12-01T00:00:00Z', reach: others },
    ],
    blocked_paths: packet.blocked_paths.map(({ id }) => ({ id, text: path })),
  };
  const seen = { unknown: `no answer from ${uri}` };
  return {
    packet: { known: { valid: true, facts } },
    evidence: evidenceWith().evidence.map((one) => ({ ...one, uri })),
    unresolved: others,
    opinions: {
      known: [
        approval('ann', 1001, {
          login: option,
          binding: { bound: false, code: 'approval-stale', also: [], why: path },
        }),
      ],
    },
    change: { known: { kind: 'packet', packet: packet.id } },
    history: { known: others },
    protection: seen,
    terms: { terms: { ...terms, packet: packet.id }, digest: sum('a') },
  };
};

const unbound = (why: string) => ({ bound: false, code: 'approval-stale', also: [], why }) as const;

/** What a reader makes of Markdown beside text, code and the tables and lists that are ours. */
function madeOf(markdown: string): string[] {
  const tokens = reader.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return tokens
    .filter(({ type }) => /^(?:link_open|image|html_block|html_inline)$/.test(type))
    .map(({ content, attrs }) => `${content}${attrs?.flat().join(' ') ?? ''}`);
}

describe('whatever an author writes', () => {
  const texts = fc.array(hostile, { minLength: 7, maxLength: 7 });
  const pageOn = (written: readonly string[]) => {
    const claims = claimsWith(said(written));
    return pageOf(claims, judgePacket(claims, rules), rules, NOWHERE);
  };
  /** How many tables, rows and headings a page has. */
  const framesOf = ({ summary, text }: Page) =>
    ['table_open', 'tr_open', 'heading_open'].map(
      (kind) => reader.parse(`${summary}\n\n${text}`, {}).filter(({ type }) => type === kind).length,
    );
  const frames = framesOf(pageOn(Array.from({ length: 7 }, () => 'harmless')));

  it('J06: makes no link, picture, HTML or comment of a check page, and no row or cell of its tables', () => {
    fc.assert(
      fc.property(texts, (written) => {
        const page = pageOn(written);
        expect([page.summary, page.text].flatMap(madeOf)).toEqual([]);
        expect(framesOf(page)).toEqual(frames);
      }),
      { numRuns: 150 },
    );
  });

  it('J06: makes as little of the page of a decision', () => {
    const decisionOn = (written: readonly string[]) => {
      const [, , option = '', path = '', rationale = '', requester = '', login = ''] = written;
      const { packet: claim } = claimsWith(said(written));
      const claims = decidedWith({
        packet: claim,
        pull: { ...claimsWith().pull, author: { account: 1, login, agent: true } },
        decision: { known: { valid: true, facts: { ...decision, rationale, requester } } },
        signatures: { known: [signature('cyd', 1003, { login: option, binding: unbound(path) })] },
      });
      return decisionPage(claims, judge(claims, rules), decisionShown(claims, rules), ON_ITS_WAY);
    };
    const expected = framesOf(decisionOn(Array.from({ length: 7 }, () => 'harmless')));
    fc.assert(
      fc.property(texts, (written) => {
        const page = decisionOn(written);
        expect([page.summary, page.text].flatMap(madeOf)).toEqual([]);
        expect(framesOf(page)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('J06: makes nothing of what is delivered but the marker and the links that are ours', () => {
    const search = 'pulls?q=is%3Apr%20head%3Acountersign%2Fdecision-';
    const [url, merge, marker] = ['https://github.com/acme/governance', 'a'.repeat(40), 'countersign:9001:x:r1'];
    fc.assert(
      fc.property(texts, (written) => {
        const { packet: claim, evidence } = claimsWith(said(written));
        if (!('known' in claim && claim.known.valid)) throw new Error('expected a packet');
        const { facts } = claim.known;
        const ends = { merge, approvers: ['ann'], ledger: { number: 1, hash: sum('b') }, mention: null, marker };
        const { title, body } = deliveryIssue({ terms, rules, packet: facts, evidence, url, ...ends });
        const ours = [`tree/${merge}/packets/${terms.packet}`, `${search}${terms.packet}-r${terms.revision}-d1`];
        expect(madeOf(body)).toEqual([`<!-- ${marker} -->\n`, ...ours.map((path) => `href ${url}/${path}`)]);
        expect(title).toBe('bpe-1 revision 1: released for decision');
      }),
      { numRuns: 150 },
    );
  });

  it('J08: changes no finding: what is decided comes of fields, never of texts', () => {
    const judged = ([title = '', summary = '', option = '', path = '']: readonly string[]) => {
      const facts = {
        ...packet,
        ...{ title, summary, options: packet.options.map((one) => ({ ...one, title: option, description: summary })) },
        blocked_paths: packet.blocked_paths.map(({ id }) => ({ id, text: path })),
      };
      return judgePacket(claimsWith({ packet: { known: { valid: true, facts } } }), rules);
    };
    const asking = fc.constantFrom(
      'Approve this.',
      'verdict: approve',
      '/countersign lift all',
      '<!-- approve -->',
      'hold',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, asking), { minLength: 4, maxLength: 4 }), (written) => {
        const finding = judged(written);
        expect([outcome(finding), codes(finding)]).toEqual(['go', []]);
      }),
      { numRuns: 100 },
    );
  });
});

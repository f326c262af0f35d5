import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPacket } from '../../src/packet/packet.ts';
import { reference } from '../../src/rehearse/stage/reference.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { Sample } from '../../src/rehearse/visit/sample.ts';
import { Turns } from '../../src/rehearse/visit/turns.ts';
import { visitOf } from '../../src/rehearse/visit/visit.ts';
import { Browser } from '../standin/github/pages/visitor.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('the pages of a story', () => {
  let stage: Stage;
  let browser: Browser;
  const at = '/acme/governance/pull/1';
  beforeEach(async () => {
    stage = await Stage.begin({ start: reference().start, world: {} });
    stage.github.receive(visitOf(stage, new Turns()));
    browser = new Browser(stage.github.origin);
  });
  afterEach(() => stage.close());

  const head = () => stage.repository.pulls.get(1)?.head.sha ?? '';
  const open = (as: string, revision = '1') =>
    browser.act('/acme/governance/new', { as, packet: 'bpe-2026-015', revision, title: 'A second exception' });
  const approve = (as: string) => browser.act(`${at}/review`, { as, event: 'APPROVE', head: head(), words: '' });

  it('show a packet on its whole way: held, approved, voided by a push, approved again, released', async () => {
    expect(await open('packet-agent')).toMatch(
      /action required Held: approval-missing .* 2 of ann, ben approve this head/,
    );
    expect(await approve('packet-agent')).toContain('422 Unprocessable Entity: Can not approve your own pull request');
    expect(await approve('ann')).toMatch(/revision 1 approved by ann .* 1 of ben approve this head/);

    const edit = '/acme/governance/edit/bpe-2026-015/packets/bpe-2026-015/packet.yaml';
    const text = /<textarea[^>]*>\n([\s\S]*?)<\/textarea>/.exec((await browser.load(edit)).text)?.[1] ?? '';
    const content = text.replaceAll('&#39;', "'").replace('revision: 1', 'revision: 2');
    const changed = { as: 'packet-agent', head: head(), content, message: 'Second revision', pr: at };
    expect(await browser.act(edit, changed)).toMatch(
      /Held: approval-stale, packet-superseded .* Approved an earlier head/,
    );

    await approve('ann');
    const released = await approve('ben');
    for (const said of [
      'Released: bpe-2026-015 revision 2',
      'merged #1 into',
      'revision 2 released to release-integrity',
    ])
      expect(released).toContain(said);
    expect(await browser.words('/acme/governance/ledger')).toMatch(/released bpe-2026-015 revision 2 released to/);
    expect(await browser.words('/acme/release-integrity-council/issues/1')).toContain('released to you for a decision');
  });

  it('show the window close, and propose the next packet with one that is open', async () => {
    await open('packet-agent');
    expect(await browser.act('/time', { wait: 'window', here: at })).toMatch(
      /After the window\..*Denied: approval-expired/,
    );
    const again = { as: 'packet-agent', packet: 'bpe-2026-016', revision: '1', title: 'A third one' };
    expect(await browser.act('/acme/governance/new', again)).toContain('Held: approval-missing');
  });

  it('let an outsider propose from a fork, which is held', async () => {
    expect(await open('mallory')).toContain('Held: proposal-not-eligible');
  });

  it('let people ask by a comment, as the guide says', async () => {
    const say = (as: string, words: string, on = at) => browser.act(`${on}/comment`, { as, words });
    await open('packet-agent');
    expect(await say('cyd', '/countersign forward to the auditors')).toContain('forward, refused: forwarding-blocked');
    await approve('ann');
    await approve('ben');
    const issue = '/acme/release-integrity-council/issues/1';
    expect(await say('cyd', '/countersign correction audience the auditors are missing', issue)).toContain(
      'counted as a correction',
    );
    await say('ann', '/countersign withdraw the wrong artifact');
    expect(await browser.words(issue)).toContain('the wrong artifact');
    expect(await say('ben', '/countersign deny too late')).toContain('refused');
  });

  it('offer everybody with what the rules make of them, an agent first', () => {
    const { people } = visitOf(stage, new Turns());
    const role = (login: string) => people.find((one) => one.login === login)?.role;
    expect(people[0]?.login).toBe('packet-agent');
    expect(role('ann')).toBe('owner of release-integrity');
    expect(role('ann-on-call')).toBe('also ann: owner of release-integrity');
    expect(role('hal')).toBe('member of enterprise, sovereign of enterprise');
    expect(role('mallory')).toBe('outsider: nobody in policies/people.yaml');
    expect(role('fay')).toContain('without an office');
  });
});

describe('the sample packet', () => {
  const start = Date.parse(reference().start);
  const values = { packet: 'bpe-2026-015', revision: '3', title: 'Another' };
  const propose = (at: number, taken: readonly string[] = [], changed = {}) =>
    new Sample(reference(), at, (name) => taken.includes(name)).propose({ ...values, ...changed });
  const described = (at: number) => {
    const proposal = propose(at);
    return 'files' in proposal ? (proposal.files['packets/bpe-2026-015/packet.yaml'] ?? '') : '';
  };

  it('has the values of the form, and keeps its comments', () => {
    const text = described(start);
    const read = readPacket('packet.yaml', Buffer.from(text));
    expect(read.ok && [read.value.id, read.value.revision, read.value.title]).toEqual(['bpe-2026-015', 3, 'Another']);
    expect(text).toContain('# Who receives it, by name');
  });

  it('is dated as if it were written on the day of the world', () => {
    const read = readPacket('packet.yaml', Buffer.from(described(start + 10.5 * DAY_MS)));
    expect(read.ok && read.value.review_window.opens).toBe('2026-12-02T09:00:00Z');
  });

  it('takes the next name and branch that nobody used', () => {
    const fields = new Sample(reference(), start, (name) => name === 'bpe-2026-015').fields;
    expect(fields[0]?.value).toBe('bpe-2026-016');
    expect(propose(start, ['bpe-2026-015'])).toMatchObject({ branch: 'bpe-2026-015-2' });
  });

  it.each([
    { packet: '../../policies' },
    { packet: '' },
    { revision: 'one' },
    { revision: '1e3' },
    { title: '' },
    { title: 'two\nlines' },
  ])('says what is wrong with %j', (changed) => {
    expect(propose(start, [], changed)).toMatchObject({ wrong: expect.stringMatching(/^expected .*, seen `/) });
  });
});

describe('turns', () => {
  it('come one after the other, also after one that failed', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    let letGo: () => void = () => undefined;
    const first = turns.take(async () => {
      await new Promise<void>((go) => {
        letGo = go;
      });
      seen.push('first');
      throw new Error('failed');
    });
    const second = turns.take(async () => seen.push('second'));
    await Promise.resolve();
    letGo();
    await expect(first).rejects.toThrow('failed');
    await second;
    expect(seen).toEqual(['first', 'second']);
  });
});

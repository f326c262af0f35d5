import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryNamed } from '../../../../src/standin/github/named.ts';
import type { PullRequest } from '../../../../src/standin/github/world.ts';
import { type Acme, gov, openPacket, startAcme } from '../acme.ts';
import { Browser, visitOf } from './visitor.ts';

let acme: Acme;
let browser: Browser;
beforeEach(async () => {
  acme = await startAcme();
  browser = new Browser(acme.origin);
});
afterEach(() => acme.close());

const pull = (number: number): PullRequest => {
  const found = repositoryNamed(acme.world, 'acme/gov').pulls.get(number);
  if (found === undefined) throw new Error(`there is no #${number}`);
  return found;
};
const fileAt = async (ref: string) => {
  const { data } = await acme.as('ann').rest.repos.getContent({ ...gov, path: 'packets/p2/packet.yaml', ref });
  return 'content' in data ? Buffer.from(data.content, 'base64').toString() : '';
};

it('lets nobody act until a story opens the pages', async () => {
  const number = await openPacket(acme);
  expect((await browser.load(`/acme/gov/pull/${number}`)).text).not.toContain('<form');
  acme.receive(visitOf(acme));
  expect((await browser.load(`/acme/gov/pull/${number}`)).text).toContain('<form');
});

describe('a person who acts on the pages', () => {
  beforeEach(() => acme.receive(visitOf(acme)));

  it('opens a pull request from the sample, once, and reads what came of it', async () => {
    const { status, to } = await browser.send('/acme/gov/new', { as: 'ann', title: 'A second packet' });
    expect(status).toBe(303);
    expect(to).toBe('/acme/gov/pull/1?said=1#said');
    for (let times = 0; times < 2; times++)
      expect(await browser.words('/acme/gov/pull/1?said=1')).toMatch(
        /ann opens a packet\. What came of it:.* asked for a review of #1/,
      );
    expect(repositoryNamed(acme.world, 'acme/gov').pulls.size).toBe(1);
    expect([pull(1).title, pull(1).body, await fileAt('p2')]).toEqual(['A second packet', 'please', 'id: p2\n']);
  });

  it('opens it from a fork where they may not push', async () => {
    expect(await browser.act('/acme/gov/new', { as: 'eve', title: 'From outside' })).toContain('eve:p2');
    expect(repositoryNamed(acme.world, 'eve/gov').id).toBe(pull(1).head.repository);
  });

  it('is told by the story what is wrong with a proposal, and keeps what they wrote', async () => {
    const { to } = await browser.send('/acme/gov/new', { as: 'ann', title: '' });
    expect(to).toMatch(/^\/acme\/gov\/new\?said=/);
    const { text } = await browser.load(to.split('#')[0] ?? '');
    expect(text).toContain('422 expected a title');
    expect(text).toMatch(/<input id="title" name="title" value=""/);
  });

  it('pushes a change of a file to the head, on top of what they saw', async () => {
    await browser.send('/acme/gov/new', { as: 'ann', title: 'A packet' });
    const edit = '/acme/gov/edit/p2/packets/p2/packet.yaml';
    const pr = '/acme/gov/pull/1';
    const values = { as: 'ann', head: pull(1).head.sha, content: 'id: p2\r\nmore: 1\r\n', message: 'Say more', pr };
    expect(await browser.act(edit, values)).toContain('ann pushes a change of packets/p2/packet.yaml.');
    expect(await fileAt('p2')).toBe('id: p2\nmore: 1\n');
    expect(await browser.words(pr)).toMatch(/ann pushed 1 commit [0-9a-f]{7} Say more/);
    const late = await browser.act(edit, { ...values, content: 'id: p3\n' });
    expect(late).toMatch(/GitHub refuses\. 422 Expected branch to point to "[0-9a-f]{40}" but it did not/);
    expect(late).toContain('id: p3');
    expect(await fileAt('p2')).toBe('id: p2\nmore: 1\n');
  });

  it('reviews the head that they saw, whatever was pushed since', async () => {
    const number = await openPacket(acme);
    const seen = pull(number).head.sha;
    acme.acts.push({
      repository: 'acme/gov',
      branch: 'p1',
      by: 'ann',
      files: { 'packets/p1/packet.yaml': 'id: p1 \n' },
    });
    const at = `/acme/gov/pull/${number}`;
    await browser.send(`${at}/review`, { as: 'ben', event: 'APPROVE', head: seen, words: '' });
    await browser.send(`${at}/review`, {
      as: 'ann',
      event: 'REQUEST_CHANGES',
      head: pull(number).head.sha,
      words: 'No',
    });
    expect(pull(number).reviews.map(({ state, commit }) => [state, commit])).toEqual([
      ['APPROVED', seen],
      ['CHANGES_REQUESTED', pull(number).head.sha],
    ]);
    const words = await browser.words(at);
    expect(words).toMatch(/ben owner Approved an earlier head, /);
    expect(words).toMatch(/ann owner Changes requested the present head, .* No /);
  });

  it('dismisses a review with a reason, comments, closes and reopens', async () => {
    const number = await openPacket(acme);
    const at = `/acme/gov/pull/${number}`;
    const { data } = await acme.as('ben').rest.pulls.createReview({ ...gov, pull_number: number, event: 'APPROVE' });
    await browser.send(`${at}/dismiss`, { as: 'ann', review: String(data.id), message: 'read it again' });
    await browser.send(`${at}/comment`, { as: 'eve', words: 'one *word*' });
    await browser.send(`${at}/state`, { as: 'ann', state: 'closed' });
    const words = await browser.act(`${at}/state`, { as: 'ann', state: 'open' });
    const parts = [
      'Dismissed',
      'dismissed the approval of',
      'read it again',
      'commented',
      'one word',
      'closed it',
      'reopened it',
    ];
    let from = 0;
    for (const part of parts) {
      expect(words.slice(from)).toContain(part);
      from = words.indexOf(part, from);
    }
    expect(pull(number).state).toBe('open');
  });

  it('reads the refusals of GitHub in its own words', async () => {
    const number = await openPacket(acme);
    const at = `/acme/gov/pull/${number}`;
    const head = pull(number).head.sha;
    expect(await browser.act(`${at}/review`, { as: 'eve', event: 'APPROVE', head })).toContain(
      'eve approves #1: GitHub refuses. 422 Unprocessable Entity: Can not approve your own pull request',
    );
    expect(await browser.act(`${at}/review`, { as: 'ben', event: 'COMMENT', head, words: '' })).toContain(
      'Body can not be blank',
    );
    const pull_request = {
      required_approving_review_count: 0,
      require_code_owner_review: true,
      dismiss_stale_reviews_on_push: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
    };
    const rules = [{ type: 'pull_request', parameters: pull_request } as const];
    acme.seed.ruleset({ repository: 'acme/gov', name: 'floor', include: ['refs/heads/main'], rules });
    expect(await browser.act(`${at}/state`, { as: 'ann', state: 'merged', head })).toMatch(
      /GitHub refuses\. 405 Repository rule violations found Waiting on code owner review/,
    );
    expect(pull(number).merged).toBe(null);
  });

  it('lets time pass, and goes on as the person whom they chose', async () => {
    const before = acme.clock.now();
    expect(await browser.act('/time', { wait: 'hour', here: '/acme/gov/branches' })).toContain('An hour later.');
    expect(acme.clock.now() - before).toBe(3_600_000);
    const { status, to } = await browser.send('/acting', { login: 'ben', here: '/acme/gov/branches' });
    expect([status, to]).toEqual([303, '/acme/gov/branches']);
    expect((await browser.load(to)).text).toContain('<option value="ben" selected>');
  });

  it('is never led away from these pages', async () => {
    for (const here of ['https://x.example/', '//x.example/', '/\\x.example', 'x', '/ \nlocation: x'])
      expect((await browser.send('/acting', { login: 'ben', here })).to).toBe('/');
  });
});

describe('a form', () => {
  beforeEach(() => acme.receive(visitOf(acme)));
  const approve = async (values: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => {
    const number = await openPacket(acme);
    const form = { as: 'ann', event: 'APPROVE', head: pull(number).head.sha, ...values };
    const { status } = await browser.send(`/acme/gov/pull/${number}/review`, form, headers);
    return { status, reviews: pull(number).reviews.length };
  };

  it('is taken from these pages', async () => {
    expect(await approve({})).toEqual({ status: 303, reviews: 1 });
  });

  it('is refused without the token of these pages', async () => {
    expect(await approve({ token: '' })).toEqual({ status: 403, reviews: 0 });
  });

  it('is refused with another token', async () => {
    expect(await approve({ token: 'x'.repeat(43) })).toEqual({ status: 403, reviews: 0 });
  });

  it.each(['https://x.example', 'null', 'http://127.0.0.1:1', ''])(
    'is refused from the origin `%s`',
    async (origin) => {
      expect(await approve({}, { origin })).toEqual({ status: 403, reviews: 0 });
    },
  );

  it('is refused as anything else than a form', async () => {
    expect(await approve({}, { 'content-type': 'text/plain' })).toEqual({ status: 403, reviews: 0 });
  });

  it('is refused for somebody who is not in the story', async () => {
    expect(await approve({ as: 'admin' })).toEqual({ status: 404, reviews: 0 });
  });

  it('is refused when it is larger than any form', async () => {
    expect(await approve({ words: 'x'.repeat(1024 * 1024) })).toEqual({ status: 413, reviews: 0 });
  });
});

describe('the pages', () => {
  beforeEach(() => acme.receive(visitOf(acme)));

  it('answer to names of this machine only, so that no other site can read them', async () => {
    const { port } = new URL(acme.origin);
    const status = (host: string) =>
      new Promise((resolve) => {
        request({ port, host: '127.0.0.1', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).end();
      });
    expect(await status(`localhost:${port}`)).toBe(200);
    expect(await status('127.0.0.1.x.example')).toBe(421);
    expect(await status(`rebound.example:${port}`)).toBe(421);
  });

  it('load nothing but their own stylesheet and icon, and execute nothing', async () => {
    const { text, headers } = await browser.load('/acme/gov');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
    for (const [path, type] of [
      ['/style.css', 'text/css; charset=utf-8'],
      ['/icon.svg', 'image/svg+xml'],
    ])
      expect((await browser.load(path ?? '')).headers.get('content-type')).toBe(type);
  });
});

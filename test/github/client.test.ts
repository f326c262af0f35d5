import { Octokit } from '@octokit/rest';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, askGraphql, expectShape, type GitHub, Unanswered } from '../../src/github/client.ts';

// What a well-behaved GitHub, and so the stand-in, never shows: answers that are cut, malformed or not there.
const API = 'https://api.github.com';
const quiet = () => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const octokit = new Octokit({ log: silent });
const github: GitHub = { request: (route, parameters) => octokit.request(route, parameters) };
const date = 'Sun, 22 Nov 2026 09:00:00 GMT';

// nock takes over the process's HTTP; the other tests of this thread talk to real servers.
beforeAll(() => nock.isActive() || nock.activate());
afterAll(() => nock.restore());
afterEach(() => nock.cleanAll());

const failed = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Unanswered)) throw new Error('expected Unanswered', { cause: error });
  return { refused: error.refused, status: error.status, waitMs: error.waitMs, code: error.code };
};

describe('what is not answered', () => {
  it.each<[what: string, reply: (on: nock.Interceptor) => void, expected: object]>([
    ['a 502 may have happened', (on) => on.reply(502, 'bad gateway'), { refused: false, status: 502 }],
    [
      'a cut connection may have happened',
      (on) => on.replyWithError('socket hang up'),
      { refused: false, status: undefined },
    ],
    [
      'a 404 is a refusal',
      (on) => on.reply(404, { message: 'Not Found' }),
      { refused: true, status: 404, waitMs: undefined },
    ],
    [
      'a 409 is a refusal',
      (on) => on.reply(409, { message: 'Head branch was modified' }),
      { refused: true, status: 409 },
    ],
    [
      'a 429 says how long to wait',
      (on) => on.reply(429, '', { 'retry-after': '7', date }),
      { status: 429, waitMs: 7000 },
    ],
    [
      'a spent limit is waited for until its reset',
      (on) =>
        on.reply(
          403,
          { message: 'API rate limit exceeded' },
          { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse(date) / 1000 + 90), date },
        ),
      { status: 429, waitMs: 90_000 },
    ],
    [
      'a limit without any header is waited for a minute',
      (on) => on.reply(403, { message: 'You have exceeded a secondary rate limit' }, { date }),
      { status: 429, waitMs: 60_000 },
    ],
    [
      'a 403 that is no limit is a refusal',
      (on) => on.reply(403, { message: 'Resource not accessible' }),
      { status: 403, refused: true, waitMs: undefined },
    ],
  ])('I08: %s', async (_, reply, expected) => {
    reply(nock(API).get('/app'));
    expect(await failed(ask(github, 'GET /app'))).toMatchObject({ code: 'upstream-unavailable', ...expected });
  });
});

describe('a GraphQL answer', () => {
  it('brings data, errors and the clock of GitHub', async () => {
    nock(API)
      .post('/graphql')
      .reply(200, { data: { a: 1 }, errors: [{ message: 'part', type: 'FORBIDDEN', path: ['b', 0] }] }, { date });
    expect(await askGraphql(github, '{ a }', {})).toEqual({
      data: { a: 1 },
      errors: [{ message: 'part', type: 'FORBIDDEN', path: ['b', 0] }],
      at: new Date(date),
    });
  });

  it.each<[string, object | string, Record<string, string>]>([
    ['that is no JSON', '<html>', { date }],
    ['that is a list', [], { date }],
    ['whose errors are none', { data: {}, errors: 'many' }, { date }],
    ['without a date', { data: {} }, {}],
    ['with a date that is none', { data: {} }, { date: 'yesterday' }],
  ])('%s is as good as none', async (_, body, headers) => {
    nock(API).post('/graphql').reply(200, body, headers);
    expect(await failed(askGraphql(github, '{ a }', {}))).toMatchObject({ code: 'upstream-unavailable' });
  });

  it('I08: that says in a 200 that the limit is reached is a limit', async () => {
    nock(API)
      .post('/graphql')
      .reply(200, { errors: [{ message: 'limit', type: 'RATE_LIMITED' }] }, { date, 'retry-after': '3' });
    expect(await failed(askGraphql(github, '{ a }', {}))).toMatchObject({ status: 429, waitMs: 3000 });
  });
});

describe('an answer of another shape', () => {
  it('is as good as none, and says where it differs', () => {
    const shape = z.object({ a: z.object({ b: z.number() }) });
    expect(() => expectShape(shape, 'thing', { a: { b: 'one' } })).toThrow(/thing: unexpected answer at a\.b/);
  });
});

import { describe, expect, it } from 'vitest';
import { type Answer, ask, type GitHub } from '../../src/github/client.ts';
import { heeding, Limit } from '../../src/github/limit.ts';

const START = Date.parse('2026-11-22T09:00:00Z');
const MINUTE = 60_000;

/** A GitHub that answers as it is told, an hour that passes as it is told, and what was really sent. */
function world() {
  const state = { now: START, sent: [] as string[], answer: (): Answer => ({ status: 200, headers: {}, data: {} }) };
  const github: GitHub = {
    request: async (route) => {
      state.sent.push(route);
      return state.answer();
    },
  };
  const limit = new Limit(() => state.now);
  return { state, one: heeding(github, limit), other: heeding(github, limit) };
}
const limited =
  (headers: Answer['headers'], status = 403) =>
  () => {
    throw Object.assign(new Error('You have exceeded a secondary rate limit'), { status, response: { headers } });
  };
const waits = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { waitMs?: number; status?: number }) => [error.status, error.waitMs],
  );

describe('a limit of GitHub', () => {
  it('I08: stops every client of the App, for as long as GitHub says, and not longer', async () => {
    const { state, one, other } = world();
    state.answer = limited({ 'retry-after': '30' });
    expect(await waits(ask(one, 'GET /a'))).toEqual([429, 30_000]);
    state.answer = () => ({ status: 200, headers: {}, data: {} });
    state.now += 10_000;
    expect(await waits(ask(other, 'POST /b'))).toEqual([429, 20_000]);
    expect(state.sent).toEqual(['GET /a']);
    state.now += 20_000;
    expect(await waits(ask(other, 'POST /b'))).toBe('answered');
  });

  it('I08: that names no time is waited for a minute, then two, then four, an hour at most', async () => {
    const { state, one } = world();
    state.answer = limited({});
    const pauses: unknown[] = [];
    for (let time = 0; time < 9; time++) {
      const [, pause] = (await waits(ask(one, 'GET /a'))) as [number, number];
      pauses.push(pause / MINUTE);
      state.now += pause;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    state.answer = () => ({ status: 200, headers: {}, data: {} });
    await ask(one, 'GET /a');
    state.answer = limited({});
    expect(await waits(ask(one, 'GET /a'))).toEqual([429, MINUTE]);
  });

  it('I08: that is spent by an answer is waited for until its reset, also by GraphQL with its status of 200', async () => {
    const { state, one } = world();
    const headers = {
      date: new Date(START).toUTCString(),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(START / 1000 + 900),
    };
    state.answer = () => ({ status: 200, headers, data: { data: null } });
    expect(await waits(ask(one, 'POST /graphql'))).toBe('answered');
    expect(await waits(ask(one, 'POST /graphql'))).toEqual([429, 900_000]);
    expect(state.sent).toHaveLength(1);
  });

  it('is no limit where GitHub refuses for another reason: the next request is sent', async () => {
    const { state, one } = world();
    state.answer = () => {
      throw Object.assign(new Error('Resource not accessible by integration'), {
        status: 403,
        response: { headers: {} },
      });
    };
    expect(await waits(ask(one, 'GET /a'))).toEqual([403, undefined]);
    expect(await waits(ask(one, 'GET /a'))).toEqual([403, undefined]);
    expect(state.sent).toHaveLength(2);
  });
});

import { createPrivateKey, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, APP_KEY, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const now = () => Math.floor(Date.now() / 1000);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
function jwt(claims: object, key = APP_KEY.privateKey, alg = 'RS256'): string {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode({ iat: now() - 30, exp: now() + 540, iss: 77, ...claims })}`;
  return `${text}.${sign('sha256', Buffer.from(text), createPrivateKey(key)).toString('base64url')}`;
}
const json = async (answer: Response) => (await answer.json()) as Record<string, string>;
const ask = async (path: string, token?: string, method = 'GET', body?: object) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const answer = await fetch(`${acme.origin}/api/v3${path}`, init);
  return { status: answer.status, body: await json(answer) };
};
const issue = (body: object) => ask('/app/installations/5/access_tokens', jwt({}), 'POST', body);

describe('the App', () => {
  it('is who its JWT says, signed with its key and for at most ten minutes', async () => {
    expect(await ask('/app', jwt({}))).toMatchObject({ status: 200, body: { id: 77, slug: 'gate' } });
    const forged = jwt({}).replace(/\.[^.]+$/, `.${Buffer.from('x').toString('base64url')}`);
    const refused = [
      ask('/app', forged),
      ask('/app', jwt({}, APP_KEY.privateKey, 'none')),
      ask('/app', jwt({ iss: 78 })),
      ask('/app', jwt({ exp: now() - 1 })),
      ask('/app', jwt({ exp: now() + 3600 })),
      ask('/app', 'ghs_nobody'),
      ask('/app'),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual(refused.map(() => 401));
  });

  it('finds its installations and those of a repository', async () => {
    expect((await ask('/app/installations', jwt({}))).body).toMatchObject([{ id: 5, account: { login: 'acme' } }]);
    expect((await ask('/repos/acme/gov/installation', jwt({}))).body).toMatchObject({ id: 5, app_slug: 'gate' });
    acme.acts.install('acme/gov', 'admin', false);
    expect(await ask('/repos/acme/gov/installation', jwt({}))).toMatchObject({ status: 404 });
  });

  it('gets installation tokens that are longer than 40 characters and end after an hour', async () => {
    const { status, body } = await issue({});
    expect(status).toBe(201);
    expect(body.token).toMatch(/^ghs_.{41,}$/);
    const minutes = (Date.parse(body.expires_at ?? '') - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(59 - 1);
    expect(minutes).toBeLessThanOrEqual(60);
    const known = acme.world.tokens.get(body.token ?? '');
    if (known) acme.world.tokens.set(body.token ?? '', { ...known, expires: Date.now() - 1 });
    expect(await ask('/repos/acme/gov', body.token)).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials' },
    });
  });

  it('can narrow a token to repositories and permissions, and not widen it', async () => {
    acme.seed.repository({ owner: 'acme', name: 'other', id: 9002, branches: { main: { a: '1' } } });
    acme.acts.install('acme/other', 'admin');
    const { body } = await issue({ repository_ids: [9001], permissions: { contents: 'read' } });
    expect(body).toMatchObject({ permissions: { contents: 'read' }, repositories: [{ id: 9001 }] });
    expect(await ask('/repos/acme/other', body.token)).toMatchObject({ status: 404 });
    expect(await ask('/repos/acme/gov/git/ref/heads/main', body.token)).toMatchObject({ status: 200 });
    expect(await ask('/repos/acme/gov/pulls', body.token)).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect((await ask('/installation/repositories', body.token)).body).toMatchObject({ total_count: 1 });
    expect(await issue({ permissions: { administration: 'write' } })).toMatchObject({ status: 422 });
    expect(await issue({ repository_ids: [4711] })).toMatchObject({ status: 422 });
  });

  it('loses with its installation what its tokens reached', async () => {
    const { body } = await issue({});
    acme.acts.suspend('acme', 'admin');
    expect(await ask('/repos/acme/gov', body.token)).toMatchObject({ status: 403 });
    acme.acts.suspend('acme', 'admin', false);
    expect(await ask('/repos/acme/gov', body.token)).toMatchObject({ status: 200 });
    acme.acts.install('acme/gov', 'admin', false);
    expect(await ask('/repos/acme/gov', body.token)).toMatchObject({ status: 404 });
    acme.world.installations.delete(5);
    expect(await ask('/repos/acme/gov', body.token)).toMatchObject({ status: 401 });
  });

  it('may do what it was granted and nothing else', async () => {
    await acme.close();
    acme = await startAcme({ permissions: { metadata: 'read', contents: 'read', pull_requests: 'read' } });
    const number = await openPacket(acme);
    const { rest } = acme.bot();
    expect((await rest.pulls.get({ ...gov, pull_number: number })).status).toBe(200);
    const head_sha = acme.world.repositories.get(9001)?.git.branch('p1') ?? '';
    const refused = [
      rest.pulls.merge({ ...gov, pull_number: number }),
      rest.checks.create({ ...gov, name: 'gate', head_sha }),
      rest.pulls.createReview({ ...gov, pull_number: number, event: 'APPROVE' }),
      rest.issues.create({ ...gov, title: 'x' }),
      rest.git.deleteRef({ ...gov, ref: 'heads/p1' }),
      rest.teams.getByName({ org: 'acme', team_slug: 'owners' }),
    ];
    const answers = await Promise.all(refused.map(refusal));
    expect(new Set(answers.map(({ status, message }) => `${status} ${message}`))).toEqual(
      new Set(['403 Resource not accessible by integration']),
    );
  });

  it('reads public repositories that it is not installed in, and does not see private ones', async () => {
    acme.seed.repository({ owner: 'mal', name: 'open', visibility: 'public', branches: { main: { a: '1' } } });
    acme.seed.repository({ owner: 'mal', name: 'closed', branches: { main: { a: '1' } } });
    const { rest } = acme.bot();
    expect((await rest.repos.get({ owner: 'mal', repo: 'open' })).data.visibility).toBe('public');
    expect(await refusal(rest.repos.get({ owner: 'mal', repo: 'closed' }))).toMatchObject({ status: 404 });
    const write = rest.issues.create({ owner: 'mal', repo: 'open', title: 'x' });
    expect(await refusal(write)).toMatchObject({ status: 403 });
  });
});

describe('an answer', () => {
  it("tells the time of the world's clock, an id, limits, and 404 in GitHub's shape for what is not there", async () => {
    acme.clock.set('2031-01-02T03:04:05Z');
    const answer = await fetch(`${acme.origin}/api/v3/no/such/thing`);
    expect([answer.status, answer.headers.get('date')]).toEqual([404, 'Thu, 02 Jan 2031 03:04:05 GMT']);
    expect(answer.headers.get('x-github-request-id')).toMatch(/^\S+$/);
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('4999');
    expect(await answer.json()).toMatchObject({ message: 'Not Found', status: '404' });
  });

  it('refuses a body that is no JSON, and fields of a wrong type, by name', async () => {
    const url = `${acme.origin}/api/v3/repos/acme/gov/issues`;
    const headers = { authorization: `token ${acme.seed.token('ann')}` };
    const broken = await fetch(url, { method: 'POST', headers, body: '{' });
    expect([broken.status, (await json(broken)).message]).toEqual([400, 'Problems parsing JSON']);
    const wrong = await fetch(url, { method: 'POST', headers, body: '{"title": 1}' });
    expect([wrong.status, (await json(wrong)).message]).toEqual([
      422,
      "Invalid request.\n\nFor 'properties/title', 1 is not a string.",
    ]);
  });

  it('pages lists, with links to the other pages', async () => {
    for (const title of ['a', 'b', 'c']) await acme.as('ann').rest.issues.create({ ...gov, title });
    const { data, headers } = await acme.bot().rest.issues.listForRepo({ ...gov, per_page: 2 });
    expect(data.map(({ title }) => title)).toEqual(['c', 'b']);
    expect(headers.link).toMatch(/page=2>; rel="next".*page=2>; rel="last"/);
    const all = await acme.bot().paginate('GET /repos/{owner}/{repo}/issues', { ...gov, per_page: 1 });
    expect(all).toHaveLength(3);
  });

  it('to nobody hides private repositories', async () => {
    expect(await ask('/repos/acme/gov')).toMatchObject({ status: 404 });
    expect(await ask('/user')).toMatchObject({ status: 401 });
  });
});

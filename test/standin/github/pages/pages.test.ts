import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Acme, gov, openPacket, startAcme } from '../acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const read = async (path: string) => {
  const answer = await fetch(acme.origin + path);
  return { status: answer.status, text: await answer.text(), policy: answer.headers.get('content-security-policy') };
};

it('shows at the html address of a pull request what a person would look for', async () => {
  const pull_number = await openPacket(acme);
  const { data } = await acme
    .as('ann')
    .rest.pulls.createReview({ ...gov, pull_number, event: 'APPROVE', body: 'Fine.' });
  const output = { title: 'Held', summary: 'approval-missing' };
  await acme
    .bot()
    .rest.checks.create({ ...gov, name: 'gate', head_sha: data.commit_id ?? '', conclusion: 'failure', output });
  const address = new URL((await acme.bot().rest.pulls.get({ ...gov, pull_number })).data.html_url);
  const { text } = await read(address.pathname);
  for (const seen of ['A packet', 'Approved', 'the present head', 'Fine.', 'gate: Held', 'failure', 'approval-missing'])
    expect(text.replace(/<[^>]*>/g, '')).toContain(seen);
});

it('leads from the list of repositories to discussions and issues', async () => {
  const { data } = await acme.bot().rest.issues.create({ ...gov, title: 'Released', body: 'For you' });
  expect((await read('/')).text).toContain('href="/acme/gov"');
  expect((await read('/acme/gov')).text).toContain(`href="/acme/gov/issues/${data.number}"`);
  expect((await read(`/acme/gov/issues/${data.number}`)).text).toContain('For you');
  expect((await read('/acme/gov/nothing')).status).toBe(404);
  expect((await read('/%E0%A4%A')).status).toBe(404);
});

it('never takes what people wrote for HTML', async () => {
  const { data } = await acme
    .as('ann')
    .rest.issues.create({ ...gov, title: '<img src=x onerror=alert(1)>', body: '"\'</pre><script>' });
  const { text, policy } = await read(`/acme/gov/issues/${data.number}`);
  expect(text).not.toMatch(/<img|<script/);
  expect(policy).toContain("default-src 'none'");
});

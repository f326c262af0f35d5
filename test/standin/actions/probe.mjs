// Stands for this project's Action: does what its input `do` says, with what GitHub's own toolkit makes of the runner.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as core from '@actions/core';

const { env } = process;
const token = core.getInput('token');
const ask = async (path, method = 'GET', body) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${env.GITHUB_API_URL}${path}`, { method, headers, ...(body && { body }) });
  return answer.status;
};

const deeds = {
  async tell() {
    core.setOutput('said', `${core.getInput('word')} for ${core.getInput('two words')}`);
    core.setOutput('lines', 'one\ntwo');
    await core.summary.addRaw('# Told\n').write();
    core.exportVariable('TOLD', 'yes');
    core.exportVariable('GITHUB_SHA', 'forged');
    core.notice('all is well', { title: 'told', file: 'README.md', startLine: 3 });
  },
  hear() {
    core.setOutput('heard', `${env.TOLD} ${env.GITHUB_SHA} ${core.getInput('said')}`);
  },
  environment() {
    core.setOutput('variables', JSON.stringify(env));
    core.setOutput('event', readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
    core.setOutput('args', process.argv.slice(2).join(' '));
    core.setOutput('folders', JSON.stringify([process.cwd() === env.GITHUB_WORKSPACE, existsSync(env.HOME)]));
  },
  async identify() {
    core.setOutput('identity', await core.getIDToken(core.getInput('audience') || undefined));
    core.setOutput('plainly', Buffer.from(await core.getIDToken('sigstore')).toString('base64'));
  },
  async leak() {
    console.log(`the token is ${token}`);
    core.setSecret('swordfish');
    console.error('the word is swordfish');
    await core.summary.addRaw(`token ${token}\n`).write();
    core.setOutput('token', token);
  },
  async reach() {
    const repository = `/repos/${env.GITHUB_REPOSITORY}`;
    core.setOutput('issue', await ask(`${repository}/issues`, 'POST', JSON.stringify({ title: 'of a job' })));
    core.setOutput('pulls', await ask(`${repository}/pulls`));
    core.setOutput('other', await ask('/repos/acme/other'));
    const asked =
      '{ viewer { login } repository(owner: "acme", name: "gov") { pullRequests(first: 1) { totalCount } } }';
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: asked });
    const answer = await fetch(env.GITHUB_GRAPHQL_URL, { method: 'POST', headers, body });
    core.setOutput('graphql', await answer.text());
    const clone = env.GITHUB_SERVER_URL.replace('//', `//x:${token}@`);
    const heads = (name) => execFileSync('git', ['ls-remote', `${clone}/${name}.git`], { stdio: 'pipe' }).toString();
    core.setOutput('heads', heads(env.GITHUB_REPOSITORY));
  },
  fail() {
    core.setFailed('it cannot be done');
  },
  async linger() {
    await new Promise((go) => setTimeout(go, 60_000));
  },
  untrusted() {
    console.log('::stop-commands::now');
    console.log('::error::quoted');
    console.log('::now::');
    console.log('::set-output name=old::way');
  },
};
await deeds[core.getInput('do', { required: true })]();

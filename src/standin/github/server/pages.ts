import { iso } from '../clock.ts';
import { account, fullName, repositoryByName } from '../find.ts';
import { mergeability } from '../pulls/mergeability.ts';
import { notFound } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { CheckRun, Issue, PullRequest, Repository, World } from '../world.ts';
import { type Html, html } from './html.ts';

/**
 * What a person who watches finds at the html addresses: pull requests with checks and reviews, issues, and lists of
 * them. Read only, without a login, markdown as text. Throws 404 for anything else.
 */
export function page(world: World, path: string): Answer {
  const [owner = '', name = '', kind, id = ''] = path.split('/').slice(1).map(decoded);
  if (owner === '')
    return answer(
      'repositories',
      [...world.repositories.values()].map((it) => row(world, it)),
    );
  const repository = repositoryByName(world, owner, name);
  if (repository === undefined) throw notFound();
  const title = fullName(world, repository);
  if (kind === undefined) return answer(title, discussions(world, repository));
  if (kind === 'runs') {
    const run = repository.runs.find((one) => one.id === Number(id));
    if (run !== undefined) return answer(`${title} ${run.name}`, [check(run)]);
  }
  const pull = kind === 'pull' ? repository.pulls.get(Number(id)) : undefined;
  if (pull !== undefined) return answer(`${title} #${id}`, pullPage(world, repository, pull));
  const issue = kind === 'issues' ? repository.issues.get(Number(id)) : undefined;
  if (issue !== undefined) return answer(`${title} #${id}`, thread(world, issue));
  throw notFound();
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound();
  }
}

function answer(title: string, body: readonly Html[]): Answer {
  const style = 'body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto}pre{white-space:pre-wrap}';
  const { text } = html`<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>${style}</style><p><a href="/">repositories</a></p><h1>${title}</h1>${body}</html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status: 200, headers, body: Buffer.from(text) };
}

function row(world: World, repository: Repository): Html {
  const name = fullName(world, repository);
  return html`<p><a href="/${name}">${name}</a> ${repository.visibility}</p>`;
}

function discussions(world: World, repository: Repository): Html[] {
  const all = [...repository.pulls.values(), ...repository.issues.values()].sort((a, b) => b.number - a.number);
  return all.map((one) => {
    const at = `/${fullName(world, repository)}/${one.kind === 'pull' ? 'pull' : 'issues'}/${one.number}`;
    return html`<p><a href="${at}">#${one.number} ${one.title}</a> ${stateOf(one)}</p>`;
  });
}

function pullPage(world: World, repository: Repository, pull: PullRequest): Html[] {
  const { state } = mergeability(world, repository, pull);
  const runs = repository.runs.filter(({ headSha }) => headSha === pull.head.sha);
  return [
    html`<p><code>${pull.base.ref}</code> from <code>${pull.head.ref}</code> at <code>${pull.head.sha}</code>, ${state}</p>`,
    ...thread(world, pull),
    html`<h2>Reviews</h2>`,
    ...pull.reviews.map(
      (review) =>
        html`<p>${review.state} by ${login(world, review.author)} on <code>${review.commit}</code></p><pre>${review.body}</pre>`,
    ),
    html`<h2>Checks</h2>`,
    ...runs.map(check),
  ];
}

function check({ name, status, conclusion, output: { title, summary, text } }: CheckRun): Html {
  return html`<h3>${name}: ${conclusion ?? status}</h3><p>${title}</p><pre>${summary}</pre><pre>${text}</pre>`;
}

function thread(world: World, one: Issue | PullRequest): Html[] {
  return [
    html`<h2>${one.title}</h2><p>${stateOf(one)}, opened by ${login(world, one.author)}</p><pre>${one.body}</pre>`,
    ...one.comments.map(
      (comment) =>
        html`<hr><p>${login(world, comment.author)}, ${iso(comment.createdAt)}</p><pre>${comment.body}</pre>`,
    ),
  ];
}

function stateOf(one: Issue | PullRequest): string {
  return one.kind === 'pull' && one.merged !== null ? 'merged' : one.state;
}

function login(world: World, id: number | null): string {
  return id === null ? 'ghost' : account(world, id).login;
}

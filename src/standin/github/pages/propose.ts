import { atLeast, permissionOf } from '../access.ts';
import { account, fullName } from '../find.ts';
import { accountNamed } from '../named.ts';
import { notFound, Refused } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { Repository, World } from '../world.ts';
import { repositoryPath } from './address.ts';
import { ask, commit } from './ask.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { hidden } from './session.ts';
import type { View } from './view.ts';
import type { Proposal, Values, Visit } from './visit.ts';

/** The form with which something is proposed. Throws 404 where the story knows nothing to propose. */
export function proposePage(view: View, repository: Repository): Answer {
  const { world, visit, acting, said } = view;
  if (visit?.repository !== fullName(world, repository) || acting === undefined) throw notFound();
  const fields = visit.fields().map(({ name, label, hint, value }) => {
    const written = said?.written[name] ?? value;
    return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${written}" aria-describedby="${name}-hint" autocomplete="off"><p class="hint" id="${name}-hint">${hint}</p></div>`;
  });
  const fork = mayPush(world, repository, acting.login)
    ? null
    : html`<p class="hint">${acting.login} may not push here: GitHub makes a fork, and the pull request comes from there.</p>`;
  return page(view, { title: 'Open a packet', repository, tab: 'Open a packet' }, [
    html`<h1>Open a packet</h1><p class="lead">The files of the sample packet go to a branch of their own, and ${acting.login} opens a pull request for it.</p>`,
    html`<form class="card narrow" method="post" action="${repositoryPath(world, repository)}/new">${hidden({ as: acting.login })}${fields}${fork}<div class="row"><button class="primary">Open pull request</button></div></form>`,
  ]);
}

/** Does it: a branch, one commit, a pull request. Gives the path of that. Throws `Refused`. */
export async function propose(
  world: World,
  visit: Visit,
  repository: Repository,
  login: string,
  values: Values,
): Promise<string> {
  const proposal = visit.propose(values);
  if ('wrong' in proposal) throw new Refused(422, proposal.wrong);
  const name = fullName(world, repository);
  const from = mayPush(world, repository, login) ? name : await forkOf(world, name, login);
  const head = from === name ? proposal.branch : `${login}:${proposal.branch}`;
  await pushNew(world, from, repository.git.branch(proposal.base) ?? '', login, proposal);
  const { title, body, base } = proposal;
  const opened = await ask(world, login, `POST /repos/${name}/pulls`, { title, body, base, head });
  const number = typeof opened === 'object' && opened !== null && 'number' in opened ? opened.number : '';
  return `/${name}/pull/${String(number)}`;
}

async function pushNew(
  world: World,
  repository: string,
  base: string,
  login: string,
  { branch, files, title }: Proposal,
): Promise<void> {
  await ask(world, login, `POST /repos/${repository}/git/refs`, { ref: `refs/heads/${branch}`, sha: base });
  await commit(world, login, { repository, branch, head: base, message: `Propose: ${title}`, files });
}

async function forkOf(world: World, name: string, login: string): Promise<string> {
  await ask(world, login, `POST /repos/${name}/forks`, {});
  return `${account(world, accountNamed(world, login).id).login}/${name.slice(name.indexOf('/') + 1)}`;
}

function mayPush(world: World, repository: Repository, login: string): boolean {
  return atLeast(permissionOf(world, repository, accountNamed(world, login).id), 'write');
}

import { accountByLogin } from '../find.ts';
import type { App, Bot, World } from '../world.ts';

/** On GitHub itself these never change. */
const APP_ID = 15368;
const ACCOUNT_ID = 41_898_282;
const LOGIN = 'github-actions[bot]';

/** GitHub's own App that runs workflows, whose account every job's token acts as. Made when it is first needed. */
export function actionsApp(world: World): App {
  const known = world.apps.get(APP_ID);
  if (known !== undefined) return known;
  const createdAt = world.clock.now();
  const bot: Bot = { type: 'Bot', id: ACCOUNT_ID, login: LOGIN, name: null, emails: [], createdAt };
  const account = accountByLogin(world, LOGIN) ?? bot;
  world.accounts.set(account.id, account);
  const app: App = {
    id: APP_ID,
    slug: 'github-actions',
    name: 'GitHub Actions',
    account: account.id,
    owner: account.id,
    // Nobody holds its key: its tokens are given to jobs.
    publicKey: '',
    permissions: {},
    events: [],
    createdAt,
  };
  world.apps.set(app.id, app);
  return app;
}

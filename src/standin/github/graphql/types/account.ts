import { iso } from '../../clock.ts';
import type { Account, World } from '../../world.ts';
import { type Asked, type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';

/** An account as an `Actor`; null when it is gone, which GitHub's pages show as `ghost`. */
export function actor(world: World, id: number | null): Typed | null {
  const account = id === null ? undefined : world.accounts.get(id);
  return account === undefined ? null : new Typed(account.type, account);
}

const shared: Fields<Account> = {
  databaseId: (account) => account.id,
  createdAt: (account) => iso(account.createdAt),
  url: (account, _args, { world }: Asked) => `${world.origin}/${account.login}`,
  resourcePath: (account) => `/${account.login}`,
};

/**
 * A person; also what `GitActor.user` and `viewer` give for a bot, which then keeps the `[bot]` of its login and the
 * id of a Bot.
 */
export const USER: Fields<Account> = {
  ...shared,
  id: (account) => nodeId(account.type, account.id),
  login: (account) => account.login,
  name: (account) => account.name,
  isViewer: (account, _args, { viewer }: Asked) => viewer.kind !== 'anonymous' && viewer.account === account.id,
};

/** An App's account. As an actor its login lacks the `[bot]` that REST and webhooks give it. */
export const BOT: Fields<Account> = {
  ...shared,
  id: (account) => nodeId('Bot', account.id),
  login: (account) => account.login.replace(/\[bot\]$/, ''),
};

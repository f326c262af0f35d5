import { iso } from '../../clock.ts';
import { accountByEmail } from '../../find.ts';
import type { Commit, Signature } from '../../git/object.ts';
import type { Asked, Fields } from '../field.ts';

/** Who a commit says wrote it. Anyone can write any name and address: `user` is only whom the address belongs to. */
export const GIT_ACTOR: Fields<Signature> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  date: ({ at }) => iso(at),
  user: ({ email }, _args, { world }: Asked) => {
    const found = accountByEmail(world, email);
    return found === undefined || found.type === 'Organization' ? null : found;
  },
};

const TRAILER = /^co-authored-by: *([^<\n]*?) *<([^>\n]+)>\s*$/gim;

/** The author, then whom the message credits in `Co-authored-by` lines, each address once. */
export function authorsOf(commit: Commit): Signature[] {
  const named = [...commit.message.matchAll(TRAILER)].map(([, name = '', email = '']) => ({
    name,
    email,
    at: commit.author.at,
  }));
  const all = [commit.author, ...named];
  return all.filter(({ email }, index) => all.findIndex((other) => other.email === email) === index);
}

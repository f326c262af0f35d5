import { iso } from '../../clock.ts';
import { accountByLogin } from '../../find.ts';
import { type Asked, type Fields, Typed } from '../field.ts';
import type { InGit } from './git-object.ts';

/** Commits that GitHub made itself are signed by its web-flow key; nobody else's commit is signed here. */
export function signatureOf(commit: InGit): Typed | null {
  return commit.repository.signedByGitHub.has(commit.oid) ? new Typed('GpgSignature', commit) : null;
}

/** `payload` and `signature` are not modelled: there is no key behind it, only GitHub's word. */
export const GPG_SIGNATURE: Fields<InGit> = {
  isValid: () => true,
  state: () => 'VALID',
  wasSignedByGitHub: () => true,
  email: () => 'noreply@github.com',
  keyId: () => 'B5690EEEBB952194',
  signer: (_commit, _args, { world }: Asked) => accountByLogin(world, 'web-flow') ?? null,
  verifiedAt: ({ repository, oid }) => iso(repository.git.objects.commit(oid)?.committer.at ?? 0),
};

/** GitHub's own, those of its Actions, and enterprises with data residency, whose hosts end in `ghe.com`. */
const HOSTS = /(?:^|\.)(?:github\.com|githubusercontent\.com|ghe\.com)$/;

/**
 * Whether an issuer of Sigstore identities lets people, or their workflows, in by the GitHub account. Whoever has the
 * account has such an identity too: it proves nothing that the account does not.
 */
export function isGitHubLogin(issuer: string): boolean {
  return URL.canParse(issuer) && HOSTS.test(new URL(issuer).hostname.replace(/\.$/, ''));
}

/**
 * What tokens and keys look like: GitHub's tokens by their prefixes (docs.github.com, "About authentication to
 * GitHub"), JSON Web Tokens (RFC 7519: App, Actions and Sigstore identities), private keys (RFC 7468), secrets of
 * Standard Webhooks, and what stands for a password in an address.
 */
const SECRET = new RegExp(
  [
    String.raw`\bgh[opsur]_\w{16,}`,
    String.raw`\bgithub_pat_\w{16,}`,
    String.raw`\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*`,
    '-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?',
    String.raw`\bwhs(?:ec|k)_[\w+/=]{16,}`,
    String.raw`(?<=:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,500}(?=@)`,
  ].join('|'),
  'g',
);

/** The text with a mark in the place of everything that looks like a token or a key: an answer may quote either. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRET, '(secret left out)');
}

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import { tokenFromFile } from '../../seal/token.ts';
import { SigningUnavailable } from '../../seal/unavailable.ts';
import { logIn } from './login.ts';

/** Where the identity of the signer comes from: a file, standard input (`-`), or a browser. */
export interface IdentitySource {
  readonly token?: string | undefined;
  readonly provider: string | null;
  readonly clientId: string;
  /** False: the address is only said, as where no browser is. */
  readonly browser: boolean;
}

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const TEN_MINUTES_MS = 10 * 60_000;

/** An identity token of the person who signs, by which Sigstore certifies a key for ten minutes. */
export async function identityToken(source: IdentitySource, tell: (line: string) => void): Promise<string> {
  const { token, provider, clientId, browser } = source;
  if (token === '-') return requireToken((await text(process.stdin)).trim());
  // Whoever gives the token itself would read it back in the complaint that there is no such file.
  if (token?.startsWith('eyJ') && JWT.test(token)) {
    const hint = '`-` reads it from standard input, where no history and no list of processes keeps it';
    throw new WrongArgument(`expected a file as \`--identity-token\`, seen a token itself\nhint: ${hint}`);
  }
  if (token !== undefined) return await tokenNamed(token);
  if (provider === null) {
    const hint = '`--oidc-issuer` names the OpenID provider, `--identity-token` a token that you have';
    throw new WrongArgument(`expected a provider in the signing configuration, seen none\nhint: ${hint}`);
  }
  const visit = (address: string) => {
    tell(`Log in to sign it; to sign nothing, leave the page:\n${address}`);
    if (browser) open(address);
  };
  return requireToken(await logIn({ issuer: provider, clientId, visit, timeoutMs: TEN_MINUTES_MS }));
}

/** The file is the caller's to mend; the one that the bot reads is filled by its platform. */
async function tokenNamed(path: string): Promise<string> {
  try {
    return await tokenFromFile(path)();
  } catch (error) {
    if (!(error instanceof SigningUnavailable)) throw error;
    const hint = 'an OpenID token of audience `sigstore`, and nothing else in the file';
    throw new WrongArgument(`${error.message}\nhint: ${hint}`);
  }
}

/** Only its shape is looked at; nothing of it is ever said. */
function requireToken(token: string): string {
  if (JWT.test(token)) return token;
  throw new SigningUnavailable('identity-token', token === '' ? 'none' : 'no JWT');
}

/** Where there is no browser, the address that was said is enough. */
function open(address: string): void {
  const [program, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const opened = spawn(program ?? 'xdg-open', [...words, address], { stdio: 'ignore', detached: true });
  opened.on('error', () => undefined);
  opened.unref();
}
const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

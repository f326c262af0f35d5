import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { SigningUnavailable } from '../../seal/unavailable.ts';
import { listenForBrowser } from './callback.ts';

/** At which OpenID provider a person logs in, and how the browser gets there. */
export interface Login {
  readonly issuer: string;
  /** A public client of that provider: it has no secret. */
  readonly clientId: string;
  /** Brings a browser to the address, or the address to whoever has one. */
  readonly visit: (address: string) => void;
  readonly timeoutMs: number;
}

/**
 * The identity token of whoever logs in by browser: authorization code with PKCE, state and nonce (OpenID Connect Core
 * 1.0, RFC 7636, RFC 8252). Throws `SigningUnavailable`, which names the provider and nothing that it answered.
 */
export async function logIn({ issuer, clientId, visit, timeoutMs }: Login): Promise<string> {
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const callback = await listenForBrowser(state);
  try {
    const config = await discovery(new URL(issuer), clientId, undefined, None(), {
      execute: onLoopback(issuer) ? [allowInsecureRequests] : [],
    });
    const address = buildAuthorizationUrl(config, {
      redirect_uri: callback.address,
      scope: 'openid email',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    visit(address.href);
    const tokens = await authorizationCodeGrant(config, await callback.came(timeoutMs), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    return tokens.id_token ?? '';
  } catch (error) {
    if (error instanceof SigningUnavailable) throw error;
    throw new SigningUnavailable('identity-token', `none from ${issuer}${wordOf(error)}`);
  } finally {
    await callback.close();
  }
}

/** Only a stand-in on this machine may be spoken to without TLS. */
function onLoopback(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** The OAuth or library code of an error: one word, which quotes nothing. */
function wordOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { error: oauth, code } = { error: undefined, code: undefined, ...error };
  const word = [oauth, code].find((one) => typeof one === 'string' && /^[\w-]{1,60}$/.test(one));
  return word === undefined ? '' : ` (${word})`;
}

import { createHash, randomBytes } from 'node:crypto';
import type { KeyPair } from './instance.ts';
import { Refusal } from './refusal.ts';
import { type Identity, issueToken } from './token.ts';

/** What the provider answers: a page, a redirect, or JSON. */
export type ProviderAnswer =
  | { readonly status: 200; readonly page: string }
  | { readonly status: 303; readonly location: string }
  | { readonly status: 200; readonly json: object };

/** A login that was given a code, until a client takes the token for it. */
interface Login {
  readonly who: Identity;
  readonly redirect: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

/** The one client that public Sigstore instances know: a public one, whose secret is the PKCE verifier. */
const CLIENT = 'sigstore';
/** RFC 8252 section 7.3: any port of the loopback, and nothing else. */
const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):\d{1,5}\/[\w./-]*$/;

/**
 * The OpenID provider of a Sigstore instance, as Dex is that of the public one: authorization code with PKCE (OpenID
 * Connect Core 1.0, RFC 7636). Nobody has a password here: whoever logs in says who they are.
 */
export class Provider {
  readonly #issuer: string;
  readonly #keys: KeyPair;
  readonly #logins = new Map<string, Login>();

  constructor(issuer: string, keys: KeyPair) {
    this.#issuer = issuer;
    this.#keys = keys;
  }

  /** Null where the path is none of its own. Throws a `Refusal`. */
  answer(method: string, url: URL, body: URLSearchParams): ProviderAnswer | null {
    switch (`${method} ${url.pathname}`) {
      case 'GET /.well-known/openid-configuration':
        return { status: 200, json: this.#configuration() };
      case 'GET /authorize':
        requestOf(url.searchParams);
        return { status: 200, page: LOGIN_PAGE };
      case 'POST /authorize':
        return { status: 303, location: this.#loggedIn(url.searchParams, body) };
      case 'POST /token':
        return { status: 200, json: this.#token(body) };
      default:
        return null;
    }
  }

  #configuration(): object {
    const issuer = this.#issuer;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      scopes_supported: ['openid', 'email'],
    };
  }

  #loggedIn(asked: URLSearchParams, form: URLSearchParams): string {
    const { redirect, challenge, nonce } = requestOf(asked);
    const back = new URL(redirect);
    back.searchParams.set('state', asked.get('state') ?? '');
    const [email, upstream] = [form.get('email') ?? '', form.get('issuer') ?? ''];
    if (!email.includes('@') || !URL.canParse(upstream)) {
      back.searchParams.set('error', 'access_denied');
      return back.href;
    }
    const code = randomBytes(16).toString('base64url');
    // Dex says at whom the person logged in, and Fulcio writes that into the certificate.
    const who = { email, issuer: this.#issuer, federated_claims: { connector_id: upstream, user_id: email } };
    this.#logins.set(code, { who, redirect, challenge, nonce });
    back.searchParams.set('code', code);
    return back.href;
  }

  #token(form: URLSearchParams): object {
    const code = form.get('code') ?? '';
    const login = this.#logins.get(code);
    this.#logins.delete(code);
    if (form.get('grant_type') !== 'authorization_code') throw new Refusal(400, 'unsupported_grant_type');
    if (form.get('client_id') !== CLIENT) throw new Refusal(401, 'invalid_client');
    const proven = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (login === undefined || form.get('redirect_uri') !== login.redirect || proven !== login.challenge)
      throw new Refusal(400, 'invalid_grant');
    const nonce = login.nonce === null ? {} : { nonce: login.nonce };
    const id_token = issueToken(this.#keys, { ...login.who, ...nonce, audience: CLIENT }, Date.now());
    return { access_token: randomBytes(16).toString('base64url'), token_type: 'Bearer', expires_in: 600, id_token };
  }
}

/** What a client asks the browser to ask for. Throws a `Refusal`: to an address that is not the client's nobody is sent. */
function requestOf(asked: URLSearchParams): { redirect: string; challenge: string; nonce: string | null } {
  const [redirect, challenge] = [asked.get('redirect_uri') ?? '', asked.get('code_challenge') ?? ''];
  if (asked.get('client_id') !== CLIENT) throw new Refusal(400, 'unauthorized_client');
  if (!LOOPBACK.test(redirect)) throw new Refusal(400, 'the redirect URI is not registered');
  if (asked.get('response_type') !== 'code') throw new Refusal(400, 'unsupported_response_type');
  if (!asked.get('scope')?.split(' ').includes('openid')) throw new Refusal(400, 'invalid_scope');
  if (asked.get('code_challenge_method') !== 'S256' || challenge === '')
    throw new Refusal(400, 'a public client must use PKCE with S256');
  return { redirect, challenge, nonce: asked.get('nonce') };
}

const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Log in: Sigstore stand-in</title>
<h1>Who are you?</h1>
<p>This is a stand-in: it takes your word for it.</p>
<form method="post">
<p><label>Address <input name="email" type="email" required autofocus></label></p>
<p><label>Logged in at <input name="issuer" type="url" required value="https://login.acme.example"></label></p>
<p><button>Log in</button></p>
</form>
</html>
`;

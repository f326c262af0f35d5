import { InternalError } from '@sigstore/sign';

/** Who did not do their part; `sigstore` where it cannot be told. */
export type SigningService = 'settings' | 'identity-token' | 'fulcio' | 'rekor' | 'tsa' | 'sigstore';

/** No seal could be made. The message names service and status only: what a service answers may quote the token. */
export class SigningUnavailable extends Error {
  readonly code = 'signing-unavailable';
  readonly service: SigningService;
  readonly hint: string;

  constructor(service: SigningService, seen: string) {
    super(`expected ${PARTS[service].wanted}, seen ${seen}`);
    this.name = 'SigningUnavailable';
    this.service = service;
    this.hint = PARTS[service].hint;
  }
}

const PARTS: Record<SigningService, { readonly wanted: string; readonly hint: string }> = {
  settings: {
    wanted: 'the settings SIGSTORE_ID_TOKEN_FILE and SIGSTORE_SIGNING_CONFIG',
    hint: 'set both to seal in process, or name a `workflow` in policies/seal.yaml',
  },
  'identity-token': {
    wanted: 'an identity token',
    hint: 'SIGSTORE_ID_TOKEN_FILE must name a readable file that is renewed before its token expires',
  },
  fulcio: {
    wanted: 'a certificate from fulcio',
    hint: 'a status from 400 to 403 speaks of the identity token: its issuer, its audience `sigstore`, its expiry',
  },
  rekor: { wanted: 'an entry from rekor', hint: 'nothing to do while the log is down: sealing is tried again' },
  tsa: { wanted: 'a timestamp', hint: 'nothing to do while the authority is down: sealing is tried again' },
  sigstore: {
    wanted: 'a seal',
    hint: 'SIGSTORE_SIGNING_CONFIG must name a signing configuration v0.2 with one service of each kind that is needed',
  },
};

const SERVICES: Record<InternalError['code'], SigningService> = {
  IDENTITY_TOKEN_READ_ERROR: 'identity-token',
  IDENTITY_TOKEN_PARSE_ERROR: 'identity-token',
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: 'fulcio',
  TLOG_CREATE_ENTRY_ERROR: 'rekor',
  TLOG_FETCH_ENTRY_ERROR: 'rekor',
  TSA_CREATE_TIMESTAMP_ERROR: 'tsa',
};

/** Whatever went wrong, as the one error that callers know. It keeps no cause: Sigstore's errors hold the token. */
export function unavailable(error: unknown): SigningUnavailable {
  if (error instanceof SigningUnavailable) return error;
  if (!(error instanceof InternalError)) return new SigningUnavailable('sigstore', 'none');
  if (error.cause instanceof SigningUnavailable) return error.cause;
  return new SigningUnavailable(SERVICES[error.code], seenIn(error.cause));
}

function seenIn(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return 'none';
  const { statusCode, code, type } = { statusCode: undefined, code: undefined, type: undefined, ...cause };
  if (typeof statusCode === 'number') return `status ${statusCode}`;
  // `code` is what the system says of a connection; a request that took too long has only a `type` of its own.
  const word = [code, type].find((name) => name !== 'FETCH_ERROR' && /^[\w-]{1,40}$/.test(String(name ?? '')));
  return word === undefined ? 'none' : `none (${word})`;
}

import type { Signer } from '@sigstore/verify';
import { der } from './der.ts';
import type { GitHubClaims } from './signer.ts';

/** What Fulcio wrote into a certificate about who signed, and from where. */
export interface CertificateFacts extends GitHubClaims {
  readonly identity: string;
  readonly issuer: string;
}

/**
 * Fulcio's extensions 1.3.6.1.4.1.57264.1.N (sigstore/fulcio `docs/oid-info.md`). From 8 on the value is a DER
 * UTF8String; the first six are older, bare text, and say the same as the one that they stand beside here.
 */
const NUMBERS = {
  issuer: [8, 1],
  buildSignerDigest: [10],
  runnerEnvironment: [11],
  sourceRepositoryUri: [12],
  sourceRepositoryDigest: [13, 3],
  sourceRepositoryRef: [14, 6],
  sourceRepositoryId: [15],
  sourceRepositoryOwnerId: [17],
  buildTrigger: [20, 2],
  runInvocationUri: [21],
} as const;

export type Fact = keyof typeof NUMBERS;

/** What the certificate says of this; undefined where it says nothing, and where it says two things. */
export function factOf(signer: Signer, fact: Fact): string | undefined {
  const said = NUMBERS[fact].flatMap((number) => {
    const values = extensions(signer, `1.3.6.1.4.1.57264.1.${number}`);
    return values.map((value) => (number < 8 ? textOf(value) : utf8String(value)));
  });
  const [first, ...others] = new Set(said);
  return others.length === 0 ? first : undefined;
}

/** All that the certificate says of who signed, who is already known. */
export function factsOf(signer: Signer, identity: string, issuer: string): CertificateFacts {
  const names = (Object.keys(NUMBERS) as Fact[]).filter((name) => name !== 'issuer');
  const said = names.map((name) => [name, factOf(signer, name)] as const).filter(([, text]) => text !== undefined);
  return { ...Object.fromEntries(said), identity, issuer };
}

/** The values of an extension: more than one where it comes twice. */
export function extensions(signer: Signer, id: string): Buffer[] {
  return (signer.identity?.oids ?? []).filter(({ oid }) => oid?.id.join('.') === id).map(({ value }) => value);
}

/** Undefined for what is no UTF8String in its one DER form, and nothing else. */
function utf8String(value: Buffer): string | undefined {
  const head = value[1] === 0x82 ? 4 : value[1] === 0x81 ? 3 : 2;
  const content = value.subarray(head);
  return der(UTF8_STRING, content).equals(value) ? textOf(content) : undefined;
}
const UTF8_STRING = 0x0c;

/** Undefined for bytes that are no UTF-8: two different certificates must not come to one text. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

import type { Outcome } from '../decision/outcome.ts';
import { type DecisionPlace, decisionPath } from '../decision/place.ts';
import type { Digest } from '../digest/digest.ts';
import { type StatementToSeal, statementBytes } from '../manifest/statement.ts';

/** A name, not a page. */
const CROSS_SIGN_TYPE = 'https://countersign.dev/cross-sign/v1';

/** What a person signs: one outcome of one decision about one sealed manifest, in one repository. */
export interface CrossSign extends DecisionPlace {
  /** GitHub's id of the governance repository. */
  readonly repository: number;
  /** The sha256 of the decision's file. */
  readonly file: Digest;
  /** The digest of the sealed manifest that the decision names. */
  readonly manifest: Digest;
  readonly outcome: Outcome;
}

/** An in-toto Statement v1 about the decision's file. Nothing else goes in, so that signer and verifier build the same. */
export function crossSignStatement({ repository, file, manifest, outcome, ...place }: CrossSign): StatementToSeal {
  const { packet, revision, number } = place;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: decisionPath(place), digest: { sha256: file.slice('sha256:'.length) } }],
    predicateType: CROSS_SIGN_TYPE,
    predicate: { repository, packet, revision, decision: number, manifest, outcome },
  };
}

/** The bytes that are signed: RFC 8785. */
export function crossSignBytes(sign: CrossSign): Uint8Array {
  return statementBytes(crossSignStatement(sign));
}

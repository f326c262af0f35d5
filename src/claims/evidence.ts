import type { Digest } from '../digest/digest.ts';
import type { Citation } from '../evidence/citation.ts';
import type { EvidenceState } from '../evidence/state.ts';
import type { Code } from '../finding/code.ts';
import type { Known } from './claims.ts';

/** A cited piece of evidence and what it proves. */
export interface EvidenceClaim {
  readonly kind: Citation['kind'];
  readonly uri: string;
  readonly checksum: Digest;
  /** The digest of the citation, by which the ledger remembers what it proved. */
  readonly citation: Digest;
  /** What it proves now. */
  readonly found: Known<EvidenceFound>;
  /** What the terms say that it proves: what it proves now or, while it cannot be read, what it proved last. */
  readonly state: EvidenceState | null;
}

/** What a piece of evidence proves, or why it proves nothing. */
export type EvidenceFound =
  | {
      readonly state: 'verified';
      /** The digest of the signed statement; null where GitHub's own word is the proof. */
      readonly statement: Digest | null;
      readonly signer: { readonly identity: string; readonly issuer: string } | null;
      readonly signed_at: string | null;
      /** What it says, in short sentences. */
      readonly says: readonly string[];
    }
  | {
      readonly state: 'refused';
      readonly code: Code;
      readonly expected: string;
      readonly seen: string;
      readonly hint: string;
    };

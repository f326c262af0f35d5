import type { Instant } from './account.ts';

/** An artifact attestation that somebody stored with a repository. GitHub takes it; whether it proves anything it leaves to readers. */
export interface Attestation {
  readonly id: number;
  /** The Sigstore bundle as it was sent. */
  readonly bundle: Readonly<Record<string, unknown>>;
  /** `sha256:<hex>` of each subject of the statement. */
  readonly subjects: readonly string[];
  readonly predicateType: string;
  readonly createdAt: Instant;
}

/** Where GitHub has been seen to answer in two ways, or may: a test can have the other. */
export interface AttestationAnswers {
  /** Bundles stand in the list itself, as before July 2026, instead of at an address of their own. */
  inline: boolean;
  /** Where bundles are kept; at this GitHub itself unless it is given. */
  store?: string;
  /** What is answered where a digest has none: 404, or 200 with an empty list. */
  none: 404 | 200;
}

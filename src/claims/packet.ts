import type { Digest } from '../digest/digest.ts';
import type { Code } from '../finding/code.ts';
import type { Place } from '../finding/finding.ts';
import type { Terms } from '../terms/terms.ts';
import type { Claims } from './claims.ts';

/** The folder that is proposed: a packet, or everything that is wrong with it. */
export type PacketClaim =
  | { readonly valid: true; readonly facts: PacketFacts }
  | { readonly valid: false; readonly revision_digest: Digest | null; readonly problems: readonly PacketProblem[] };

/** What a valid packet says. */
export interface PacketFacts {
  readonly id: string;
  readonly revision: number;
  readonly title: string;
  readonly council: string;
  readonly requester: string | null;
  readonly revision_digest: Digest;
  readonly files: readonly { readonly name: string; readonly sha256: Digest; readonly bytes: number }[];
  readonly window: { readonly opens: string; readonly closes: string };
  readonly summary: string;
  readonly options: readonly OptionFacts[];
  readonly blocked_paths: readonly { readonly id: string; readonly text: string }[];
  readonly evidence: readonly { readonly kind: string; readonly uri: string; readonly checksum: string }[];
  readonly audience: {
    readonly repositories: readonly string[];
    readonly teams: readonly string[];
    readonly webhooks?: readonly string[] | undefined;
  };
}

/** An option of the packet. */
export interface OptionFacts {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly description: string | null;
  readonly expires: string;
  /** How far an exception reaches, one line for each bound; empty for any other kind. */
  readonly reach: readonly string[];
}

/** What is wrong with a proposed file or folder, where, and how to mend it. */
export interface PacketProblem {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
  readonly place: Place | null;
}

/** The terms that owners approve. */
export interface TermsClaim {
  readonly terms: Terms;
  readonly digest: Digest;
}

/** What the packet says; null while it is not valid, or not known. */
export function packetIn({ packet }: Pick<Claims, 'packet'>): PacketFacts | null {
  return 'known' in packet && packet.known.valid ? packet.known.facts : null;
}

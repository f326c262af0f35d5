import type { Outcome } from '../decision/outcome.ts';
import type { Digest } from '../digest/digest.ts';
import { type Exception, PACKET_ID } from '../packet/packet.ts';
import type { Instant } from '../time/instant.ts';

/** Which exception: an option of kind `exception` in one revision of a packet. It has no file of its own. */
export interface ExceptionPlace {
  readonly packet: string;
  readonly revision: number;
  readonly option: string;
}

/** What people call it: `bpe-2026-014/r2/exception-30d`. */
export function exceptionId({ packet, revision, option }: ExceptionPlace): string {
  return `${packet}/r${revision}/${option}`;
}

/** The exception that an id names; null where the text is none. */
export function readExceptionId(text: string): ExceptionPlace | null {
  const [, packet = '', revision, option] = /^([^/]+)\/r([1-9]\d{0,5})\/([a-z][a-z0-9-]{0,31})$/.exec(text) ?? [];
  if (revision === undefined || option === undefined || !PACKET_ID.test(packet)) return null;
  return { packet, revision: Number(revision), option };
}

/** All that is granted, as two people or more signed it: this and no more. */
export interface Grant {
  readonly title: string;
  readonly requester: string | null;
  /** Keys of the people who signed. */
  readonly signers: readonly string[];
  readonly rationale: string;
  readonly reach: Exception;
  readonly expires: Instant;
}

/** An entry of the ledger that says something of an exception. */
export interface Said {
  readonly entry: number;
  readonly at: Instant;
}

/** What the ledger says of one exception. Its state follows from this and an instant, and is stored nowhere. */
export interface ExceptionFacts extends ExceptionPlace {
  readonly council: string;
  /** Owners were first shown terms with this option; null where the ledger does not say, as early ones do not. */
  readonly requested: (Said & { readonly digest: Digest }) | null;
  /** It was released to the council, which may decide until the window closes. */
  readonly released: (Said & { readonly closes: Instant }) | null;
  /** The revision ended: before its council concluded anything, or, withdrawn, also after that. */
  readonly ended: (Said & { readonly how: 'superseded' | 'denied' | 'withdrawn' }) | null;
  /** The last conclusion about the revision: for this option, or for another outcome. */
  readonly concluded: (Said & { readonly outcome: Outcome; readonly scope: 'test' | 'production' }) | null;
  /** The last grant, with the entry of the conclusion that it comes from, and of the first one since for anything else. */
  readonly granted: (Said & Grant & { readonly conclusion: number; readonly endedBy: number | null }) | null;
}

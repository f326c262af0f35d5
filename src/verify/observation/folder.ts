import type { EntrySeen } from './tree.ts';

/** The packet's folder at the head: every entry below it, with the bytes of the ordinary files. */
export interface FolderSeen {
  readonly id: string;
  readonly truncated: boolean;
  readonly entries: readonly FileSeen[];
}

/** The folder of decisions about one packet, as it stood before and at each commit of the pull request, oldest first. */
export interface DecisionSeen {
  readonly packet: string;
  readonly root: readonly EntrySeen[];
  readonly commits: readonly (readonly EntrySeen[])[];
  /** The files at the head that the root does not have in these bytes; without bytes what was not fetched. */
  readonly files: readonly FileSeen[];
}

/** A file of such a folder. */
export interface FileSeen {
  /** Relative to the folder. */
  readonly name: string;
  readonly mode: string;
  readonly oid: string;
  readonly size: number;
  /** Null when it was not fetched: too large, or no ordinary file. */
  readonly bytes: Uint8Array | null;
}

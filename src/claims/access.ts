/** Who owns the packet's paths by main's CODEOWNERS, and what is wrong with that file. */
export interface OwnersClaim {
  readonly problems: readonly string[];
  /** Git blob id of main's CODEOWNERS at its live tip, which every council's branch must hold too. */
  readonly copy: string | null;
  /** Account ids that own every path of the packet. */
  readonly accounts: readonly number[];
  /** The lines that decide, as they stand in the file. */
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

/** Who may read the repository, apart from whom its councils name. */
export interface ReadersClaim {
  readonly visibility: 'private' | 'internal' | 'public';
  readonly outsiders: readonly { readonly account: number; readonly login: string; readonly by: readonly string[] }[];
  /** False where a council's policy does not load, which may name them. */
  readonly certain: boolean;
}

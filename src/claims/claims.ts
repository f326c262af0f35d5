import type { ProtectionSeen } from '../protection/seen.ts';
import type { OwnersClaim, ReadersClaim } from './access.ts';
import type { CommandClaim, UnheardClaim } from './command.ts';
import type { DecisionClaim, SignatureClaim } from './decision.ts';
import type { EvidenceClaim } from './evidence.ts';
import type { LedgerClaim } from './ledger.ts';
import type { Opinion } from './opinion.ts';
import type { PacketClaim, TermsClaim } from './packet.ts';
import type { Change, Proposer, PullClaim } from './pull.ts';
import type { MainClaim, PolicyClaim } from './rules.ts';

/**
 * What is proven, or proven not to be known, about a pull request at one instant: all that `judge` needs
 * beside the rules. Plain JSON, recorded next to each finding in the ledger, so that the finding can be made again
 * offline from the clone alone.
 */
export interface Claims {
  readonly schema: 'governance.v1.Claims';
  readonly at: string;
  readonly skew_seconds: number;
  readonly repository: number;
  readonly policy_commit: string;
  /** Where main is, and whether what brought it there passed. */
  readonly main: Known<MainClaim>;
  readonly pull: PullClaim;
  readonly change: Known<Change>;
  /** What a pull request against main would make of the rules. */
  readonly policy: Known<PolicyClaim>;
  readonly history: Known<readonly string[]>;
  readonly packet: Known<PacketClaim>;
  /** The decision's file; skipped where something else is proposed. */
  readonly decision: Known<DecisionClaim>;
  /** The evidence that the packet cites, in its order; empty while the packet is not valid. */
  readonly evidence: readonly EvidenceClaim[];
  readonly terms: TermsClaim | null;
  readonly owners: OwnersClaim;
  readonly readers: Known<ReadersClaim>;
  /** That somebody watches over the repository; unknown where nobody did lately. */
  readonly watched: Known<true>;
  /** What GitHub shows of its own protections of the branches that this depends on. */
  readonly protection: Known<ProtectionSeen>;
  readonly proposers: readonly Proposer[];
  /** Hands in the proposal that no account could be fixed for. */
  readonly unresolved: readonly string[];
  readonly opinions: Known<readonly Opinion[]>;
  /** Reviews of a decision with what they sign, in the order in which they were submitted. */
  readonly signatures: Known<readonly SignatureClaim[]>;
  /** What was asked for by comment and is not answered yet, in the order in which it was written. */
  readonly commands: Known<readonly CommandClaim[]>;
  /** What listed people wrote on a decision that only looks like a command, in the order in which it was written. */
  readonly unheard: readonly UnheardClaim[];
  readonly ledger: Known<LedgerClaim>;
  readonly troubles: { readonly signing?: string; readonly ledger?: string; readonly merge?: string };
}

/** Known, or not readable for the reason given. */
export type Known<T> = { readonly known: T } | Unknown;

/** `broken`: it was read, and must not be believed. `skipped`: it was not asked for: another rule holds anyway, or another judges it. */
export interface Unknown {
  readonly unknown: string;
  readonly broken?: true;
  readonly skipped?: true;
}

import type { Problem } from '../ledger/problem.ts';
import type { Branch } from './clone.ts';
import { groundOf } from './ground.ts';
import { follow } from './run.ts';
import { type CheckedSeal, checkSeals } from './seals.ts';

/** The seals of a ledger, and what was found. */
export interface SealReport {
  readonly ledger: Branch;
  readonly rulesFrom: string;
  /** The packet that was asked for; null for all. */
  readonly packet: string | null;
  readonly seals: readonly ListedSeal[];
  /** Where the chain of the ledger breaks: what comes after is not known. */
  readonly problem: Problem | null;
}

export interface ListedSeal extends CheckedSeal {
  /** The entry from which on it proves nothing, however good it is: it did not become a release or a conclusion. */
  readonly voidSince: number | null;
}

/**
 * Verifies the seals of the ledger in a clone, offline: all, or those of one packet. Throws `WrongArgument` for what
 * the caller named wrongly, `GitFailed` when git cannot read the clone.
 */
export async function verifySeals(
  dir: string,
  { packet, policies }: { readonly packet?: string | undefined; readonly policies?: string | undefined },
): Promise<SealReport> {
  const ground = await groundOf(dir, { policies, witnesses: [] });
  const run = await follow(ground);
  const seals = await checkSeals(run.links, run.lookup, run.repository ?? 0, ground.rules);
  const voids = new Map(
    run.links.flatMap(({ entry }) => (entry.kind === 'seal-void' ? [[entry.body.seal, entry.number] as const] : [])),
  );
  return {
    ledger: ground.ledger,
    rulesFrom: ground.rules.name,
    packet: packet ?? null,
    seals: seals
      .filter((seal) => packet === undefined || seal.packet === packet)
      .map((seal) => ({ ...seal, voidSince: voids.get(seal.number) ?? null })),
    problem: run.problem,
  };
}

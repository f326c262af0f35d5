import type { LedgerFacts } from '../facts.ts';
import { NO_PULL } from './pull.ts';

/**
 * Other pull requests of which no webhook tells that they may stand otherwise now: those with the same packet or the
 * same decision, when what the ledger says of it changed between two states; and those that decide about a packet,
 * when it was released or taken back.
 */
export function besides(pull: number, since: LedgerFacts, now: LedgerFacts): readonly number[] {
  const others = [...withPacket(pull, since, now), ...withDecision(pull, since, now), ...deciding(pull, since, now)];
  return [...new Set(others)].filter((other) => other !== pull && now.pulls.get(other)?.released === null);
}

function withPacket(pull: number, since: LedgerFacts, now: LedgerFacts): readonly number[] {
  const packet = now.pulls.get(pull)?.packet ?? '';
  const carried = now.packets.get(packet);
  return carried === undefined || carried === since.packets.get(packet) ? [] : carried.pulls;
}

function withDecision(pull: number, since: LedgerFacts, now: LedgerFacts): readonly number[] {
  const decision = now.pulls.get(pull)?.heads.at(-1)?.decision ?? '';
  const carried = now.decisions.get(decision);
  return carried === undefined || carried === since.decisions.get(decision) ? [] : carried.pulls;
}

function deciding(pull: number, since: LedgerFacts, now: LedgerFacts): readonly number[] {
  const [before, after] = [since.pulls.get(pull) ?? NO_PULL, now.pulls.get(pull) ?? NO_PULL];
  if (after.released === before.released && after.withdrawn === before.withdrawn) return [];
  const about = [...now.decisions].filter(([id, { concluded }]) => {
    return concluded === null && id.startsWith(`${after.packet}/`);
  });
  return about.flatMap(([, { pulls }]) => pulls);
}

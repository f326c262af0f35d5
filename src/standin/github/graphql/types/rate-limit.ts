import { iso } from '../../clock.ts';
import type { Asked, Fields } from '../field.ts';

export const RATE_LIMIT: Fields<Asked> = {
  cost: ({ size }) => size.cost,
  nodeCount: ({ size }) => size.nodeCount,
  limit: ({ spent }) => spent.limit,
  used: ({ spent }) => spent.used,
  remaining: ({ spent }) => spent.remaining,
  resetAt: ({ spent }) => iso(spent.resetAt),
};

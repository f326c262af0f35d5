import type { Known } from '../claims/claims.ts';
import type { Read } from './observation.ts';

/** What was read, as something known; why it was not, as why it is unknown. */
export function known<T>(seen: Read<T>): Known<T> {
  if ('read' in seen) return { known: seen.read };
  const { unread, ...why } = seen;
  return { unknown: unread, ...why };
}

/** What follows from something known; nothing follows from what is unknown, and it stays so for the same reason. */
export function mapKnown<T, U>(value: Known<T>, map: (known: T) => U): Known<U> {
  return 'known' in value ? { known: map(value.known) } : value;
}

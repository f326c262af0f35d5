import type { Subject } from '../citation.ts';
import { type Shortfall, short } from './predicate.ts';

/** What a bill of materials comes to, whatever its format. */
export interface Bill {
  readonly format: string;
  /** How many parts it lists. */
  readonly parts: number;
  /** The SHA-256 sums, in hex, of what it says that it describes; most formats need not give any. */
  readonly describes: readonly string[];
}

/** A bill that lists something, and describes what it is cited for, as far as it says by digest what it describes. */
export function readBill({ format, parts, describes }: Bill, subjects: readonly Subject[]): string[] | Shortfall {
  if (parts === 0) return short('a bill of materials with at least one part', 'none');
  const described = describes.map((sum) => `sha256:${sum.toLowerCase()}`);
  const artifacts = subjects.filter((subject) => subject.startsWith('sha256:'));
  const named = artifacts.filter((subject) => described.includes(subject));
  if (described.length > 0 && artifacts.length > 0 && named.length === 0)
    return short(`that it describes ${artifacts.join(' or ')}`, described.join(', '));
  return [`${format}, ${parts} parts`, ...named.map((subject) => `describes ${subject}`)];
}

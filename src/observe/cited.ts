import { canonicalJson, digestOf } from '../digest/digest.ts';
import type { Citation } from '../evidence/citation.ts';
import type { Reading } from '../evidence/material.ts';
import type { EvidencePolicy } from '../policy/evidence-policy.ts';
import { type Instant, msOf } from '../time/instant.ts';
import type { EvidenceSeen } from '../verify/observation.ts';

/** Reads one piece of evidence at its source. */
export type ReadEvidence = (citation: Citation, policy: EvidencePolicy) => Promise<Reading>;

/** Checks are run again and attestations are withdrawn, and nobody tells us: so long a reading is believed. */
const KEPT_MS = 10 * 60_000;
const KEPT = 500;
/** A packet may cite much that is large, and whoever writes one may cite the same file by many addresses. */
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Cited evidence, read at its source and kept for a while, so that an unchanged look asks nobody. Between seal and
 * merge nothing is kept: what is merged was read in that very look.
 */
export class CitedEvidence {
  readonly #read: ReadEvidence;
  readonly #kept = new Map<string, { readonly reading: Reading; readonly at: number; readonly bytes: number }>();

  constructor(read: ReadEvidence) {
    this.#read = read;
  }

  /** `at` is GitHub's clock. What could not be read is asked for again at the next look. */
  async look(
    citations: readonly Citation[],
    policy: EvidencePolicy,
    { at, anew }: { readonly at: Instant; readonly anew: boolean },
  ): Promise<readonly EvidenceSeen[]> {
    const now = msOf(at);
    return Promise.all(
      citations.map(async (cited) => {
        const citation = digestOf(cited);
        // Who may sign and from where it may be fetched decides what a reading gives.
        const key = canonicalJson([citation, policy.kinds[cited.kind] ?? null]);
        const kept = this.#kept.get(key);
        if (!anew && kept !== undefined && now - kept.at < KEPT_MS) return { citation, reading: kept.reading };
        const reading = await this.#read(cited, policy);
        this.#keep(key, reading, now);
        return { citation, reading };
      }),
    );
  }

  #keep(key: string, reading: Reading, at: number): void {
    this.#kept.delete(key);
    if ('unread' in reading) return;
    this.#kept.set(key, { reading, at, bytes: bytesIn(reading) });
    let held = this.#kept.values().reduce((sum, { bytes }) => sum + bytes, 0);
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#kept.size <= KEPT && held <= KEPT_BYTES) return;
      this.#kept.delete(oldest);
      held -= bytes;
    }
  }
}

function bytesIn(reading: Reading): number {
  if (!('read' in reading)) return 0;
  return 'bytes' in reading.read ? reading.read.bytes.byteLength : JSON.stringify(reading.read).length;
}

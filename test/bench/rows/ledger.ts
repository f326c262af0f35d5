import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { verdictOf } from '../../../src/audit/report.ts';
import { verifyClone } from '../../../src/audit/verify.ts';
import { extend, type Link } from '../../../src/ledger/chain.ts';
import type { Draft } from '../../../src/ledger/entry.ts';
import { publicKeyText } from '../../../src/ledger/key.ts';
import type { Head } from '../../../src/ledger/note.ts';
import { withLedger } from '../clone.ts';
import type { Measurement } from '../figure.ts';

const ENTRIES = 50_000;
const REPOSITORY = 9001;
const AT = '2026-11-22T09:00:05Z';
const OID = 'c'.repeat(40);

/** How fast a clone is verified from the very beginning: git read, signatures, chain, form, references. */
export const ledgerVerified: Measurement = async () => {
  const { privateKey: key } = generateKeyPairSync('ed25519');
  return withLedger({ key, repository: REPOSITORY, links: reviews(key) }, async (clone) => {
    const began = performance.now();
    const report = await verifyClone(clone, { witnesses: [], key: publicKeyText(key), policies: 'policies' });
    const measured = (ENTRIES * 1000) / (performance.now() - began);
    if (verdictOf(report) !== 'whole' || report.head?.number !== ENTRIES - 1)
      throw new Error(`expected a whole ledger, seen ${JSON.stringify(report).slice(0, 1000)}`);
    const what = `entries of a ledger of ${ENTRIES} verified from the beginning`;
    return [{ what, unit: 'entries/s', measured, beside: { what: 'aim', value: 5000 }, better: 'more' }];
  });
};

/** A ledger in which many reviews were seen. */
function* reviews(key: KeyObject): Generator<Link> {
  let head: Head | null = null;
  for (let number = 0; number < ENTRIES; number++) {
    const extended: ReturnType<typeof extend> = extend(head, [draft(number, key)], AT);
    head = extended.head;
    yield* extended.links;
  }
}

function draft(number: number, key: KeyObject): Draft {
  if (number === 0) return { kind: 'genesis', body: { repository: REPOSITORY, key: publicKeyText(key), main: OID } };
  const review = { pull: 7, review: number, account: 1001, state: 'approved' as const, head: OID, submitted_at: AT };
  return { kind: 'review-seen', body: review };
}

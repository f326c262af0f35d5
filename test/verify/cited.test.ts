import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/digest/digest.ts';
import { NO_PULL, type PullFacts } from '../../src/ledger/facts/pull.ts';
import { readPacket } from '../../src/packet/packet.ts';
import { evidenceClaims } from '../../src/verify/cited.ts';
import { fileText, PACKET_FOLDER, rulesOf, valueIn } from '../nouns/sample.ts';

const AT = '2026-11-22T10:00:00Z';
const { evidence } = valueIn(readPacket('packet.yaml', Buffer.from(fileText(`${PACKET_FOLDER}/packet.yaml`))));
const rules = { ok: true, rules: rulesOf() } as const;
const verified = { state: 'verified', statement: null } as const;
const facts: PullFacts = { ...NO_PULL, evidence: new Map(evidence.map((cited) => [digestOf(cited), verified])) };

describe('cited evidence', () => {
  it('of which no reading is there is unknown, never excused, whatever it proved before', () => {
    const claims = evidenceClaims(evidence, { read: [] }, rules, facts, AT);
    expect(claims.map(({ found, state }) => [found, state])).toEqual(
      evidence.map(() => [{ unknown: 'nobody looked at it' }, verified]),
    );
  });

  it('is excused only where it is said why nobody looked', () => {
    const claims = evidenceClaims(evidence, { unread: 'it goes no further', skipped: true }, rules, facts, AT);
    expect(claims.map(({ found }) => found)).toEqual(
      evidence.map(() => ({ unknown: 'it goes no further', skipped: true })),
    );
  });
});

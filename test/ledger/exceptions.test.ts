import { describe, expect, it } from 'vitest';
import { exceptionId } from '../../src/exception/exception.ts';
import { standingAt } from '../../src/exception/state.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import { addEntries, NO_FACTS } from '../../src/ledger/facts.ts';
import { type Terms, termsDigest } from '../../src/terms/terms.ts';
import { AT, denied, genesis, oid, released, sum, superseded, terms, termsShown, withdrawn } from './sample.ts';

const NOW = '2026-11-25T00:00:00Z';

/** Each exception with its state after these entries, in order. */
function states(drafts: readonly Draft[], at = NOW): string[] {
  const { exceptions } = addEntries(NO_FACTS, extend(null, [genesis, ...drafts], AT).links);
  const all = [...exceptions.values()].flat();
  return all.map((one) => `${exceptionId(one)} ${standingAt(one, at).state}`);
}

function shown(exceptions: readonly string[], changed: Partial<Terms> = {}, pull = 7): Draft {
  const those = { ...terms, ...changed };
  const listed = exceptions.length === 0 ? {} : { exceptions };
  return {
    kind: 'terms-shown',
    body: { ...termsShown.body, pull, terms: those, digest: termsDigest(those), ...listed },
  };
}
function releases(changed: Partial<Body<'released'>> = {}): Draft {
  const { body } = released(1);
  return { kind: 'released', body: { ...(body as Body<'released'>), ...changed } };
}
function concluded(outcome: Body<'concluded'>['outcome'], scope: 'test' | 'production' = 'production'): Draft {
  const which = { pull: 8, packet: terms.packet, revision: 1, decision: 1, council: terms.council, scope };
  const signers = [
    { person: 'cyd', account: 13, review: 23 },
    { person: 'dan', account: 14, review: 24 },
  ];
  return { kind: 'concluded', body: { ...which, outcome, signers, conclusion: sum('7'), merge: oid('f'), seal: 2 } };
}
const approved = concluded({ verdict: 'approve', option: 'exception-30d' });
function granted(conclusion: number): Draft {
  const reach = {
    artifacts: [sum('8')],
    waives: ['slsa-provenance' as const],
    lane: 'gold' as const,
    uses: 1,
    re_review: '2026-12-10T00:00:00Z',
    controls: ['it is rebuilt'],
  };
  return {
    kind: 'granted',
    body: {
      ...{ packet: terms.packet, revision: 1, decision: 1, council: terms.council, conclusion },
      ...{ option: 'exception-30d', title: 'Approve', requester: null, signers: ['cyd', 'dan'], rationale: 'why' },
      reach,
      expires: '2026-12-22T00:00:00Z',
    },
  };
}
const asked = shown(['exception-30d']);
const ID = 'bpe-2026-014/r1/exception-30d';

describe('of exceptions the facts know', () => {
  it('those that owners are shown, until the council that they are released to has concluded', () => {
    expect(states([termsShown])).toEqual([]);
    expect(states([asked])).toEqual([`${ID} requested`]);
    expect(states([asked, releases()])).toEqual([`${ID} released`]);
    expect(states([asked, releases(), approved])).toEqual([`${ID} released`]);
    expect(states([asked, releases(), approved, granted(3)])).toEqual([`${ID} granted`]);
    expect(states([asked, releases(), approved, granted(3)], '2026-12-22T00:00:00Z')).toEqual([`${ID} expired`]);
  });

  it('that a conclusion for anything else refuses all of them, and one that practises grants none', () => {
    const two = shown(['exception-30d', 'exception-7d']);
    expect(states([two, releases(), approved, granted(3)])).toEqual([
      `${ID} granted`,
      'bpe-2026-014/r1/exception-7d refused',
    ]);
    const all = [`${ID} refused`, 'bpe-2026-014/r1/exception-7d refused'];
    expect(states([two, releases(), concluded({ verdict: 'reject' })])).toEqual(all);
    expect(states([two, releases(), concluded({ verdict: 'approve', option: 'exception-30d' }, 'test')])).toEqual(all);
  });

  it('that what a head no longer asks for is not asked for, and that what was released was in the released terms', () => {
    const other = shown(['exception-7d'], { digests: { ...terms.digests, revision: sum('9') } });
    expect(states([asked, other])).toEqual(['bpe-2026-014/r1/exception-7d requested']);
    expect(states([asked, termsShown])).toEqual([]);
    // A rival was shown last; the terms that were released are those of the first.
    const rival = shown(['exception-7d'], { digests: { ...terms.digests, revision: sum('9') } }, 9);
    expect(states([asked, rival, releases()])).toEqual([`${ID} released`]);
  });

  it('that they end with their revision, and not with other bytes under its number', () => {
    expect(states([asked, superseded])).toEqual([`${ID} refused`]);
    expect(states([asked, denied])).toEqual([`${ID} refused`]);
    const other: Draft = { kind: 'denied', body: { ...denied.body, digest: sum('9') } };
    expect(states([asked, other])).toEqual([`${ID} requested`]);
    expect(states([asked, denied, asked])).toEqual([`${ID} refused`]);
    expect(states([asked, releases(), withdrawn])).toEqual([`${ID} refused`]);
    const second = shown(['exception-30d'], { revision: 2 });
    const after = [releases(), second, releases({ revision: 2, terms: termsDigest({ ...terms, revision: 2 }) })];
    expect(states([asked, ...after])).toEqual([`${ID} refused`, 'bpe-2026-014/r2/exception-30d released']);
  });

  it('that what was granted outlives withdrawal and later revisions', () => {
    const before = [asked, releases(), approved, granted(3)];
    expect(states([...before, withdrawn])).toEqual([`${ID} granted`]);
    expect(states([...before.slice(0, -1), withdrawn])).toEqual([`${ID} refused`]);
    const next = 'bpe-2026-014/r2/exception-30d released';
    expect(states([...before, releases({ revision: 2 })])).toEqual([`${ID} granted`, next]);
  });

  it('what was granted although no entry before names it, as of ledgers from before there were decisions', () => {
    expect(states([releases(), approved, granted(2)])).toEqual([`${ID} granted`]);
  });
});

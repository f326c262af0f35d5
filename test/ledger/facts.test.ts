import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extend, type Link } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { haltsOf } from '../../src/ledger/facts/incident.ts';
import { addEntries, addEntry, concerns, type LedgerFacts, NO_FACTS } from '../../src/ledger/facts.ts';
import { anyDraft } from './arbitrary.ts';
import { concludeIntent, decideIntent, deciding, granted } from './decided.ts';
import {
  AT,
  alarmed,
  approved,
  delivered,
  deliverIntent,
  denied,
  evidenceSeen,
  genesis,
  headSeen,
  hold,
  incident,
  lifted,
  mainSeen,
  merged,
  mergeIntent,
  oid,
  policyPassed,
  refused,
  released,
  reviewSeen,
  sealed,
  sealIntent,
  sealVoid,
  story,
  sum,
  superseded,
  terms,
  termsShown,
  tip,
  withdrawn,
} from './sample.ts';

const linksOf = (drafts: readonly Draft[]): Link[] => extend(null, [genesis, ...drafts], AT).links;
/** The facts after the genesis (entry 0) and these, from entry 1 on. */
const factsOf = (...drafts: Draft[]): LedgerFacts => addEntries(NO_FACTS, linksOf(drafts));
const pullOf = (...drafts: Draft[]) => factsOf(...drafts).pulls.get(7);
const packetOf = (...drafts: Draft[]) => factsOf(...drafts).packets.get('bpe-2026-014');
const stateOf = (...drafts: Draft[]) => packetOf(...drafts)?.revisions.get(1)?.state;
const councilOf = (...drafts: Draft[]) => factsOf(...drafts).councils.get('release-integrity');
const openOf = (...drafts: Draft[]) => [...factsOf(...drafts).openIntents.keys()];

const at = (head: string, base = 'council/release-integrity'): Draft => ({
  ...headSeen,
  body: { ...headSeen.body, head, base },
});

describe('facts', () => {
  it('are the same added one by one and all at once, and adding changes no earlier facts', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { maxLength: 20 }), (drafts) => {
        const links = linksOf(drafts);
        let facts = NO_FACTS;
        const seen: { facts: LedgerFacts; copy: LedgerFacts }[] = [];
        for (const link of links) {
          facts = addEntry(facts, link);
          seen.push({ facts, copy: structuredClone(facts) });
        }
        expect(facts).toEqual(addEntries(NO_FACTS, links));
        for (const { facts: then, copy } of seen) expect(then).toEqual(copy);
      }),
      { numRuns: 30 },
    );
  });

  it('know the head and the repository', () => {
    const links = linksOf([tip]);
    expect(addEntries(NO_FACTS, links)).toMatchObject({ repository: 9001, head: { number: 1, hash: links[1]?.hash } });
  });
});

describe('of a pull request the facts know', () => {
  it('its first base, for ever, and the heads in order with their arrival', () => {
    const pull = pullOf(headSeen, at(oid('b'), 'council/enterprise'));
    expect(pull?.base).toBe('council/release-integrity');
    expect(pull?.heads.map(({ head, base, entry }) => [head, base, entry])).toEqual([
      [oid('a'), 'council/release-integrity', 1],
      [oid('b'), 'council/enterprise', 2],
    ]);
    expect(pull?.heads[0]?.arrival).toEqual({ activity: 31, at: AT, actor: 12 });
  });

  it('a review as first seen, whatever later looks say, and the state last seen', () => {
    const later: Draft = {
      kind: 'review-seen',
      body: { ...reviewSeen.body, head: oid('f'), state: 'dismissed' },
    };
    expect(pullOf(reviewSeen, later)?.reviews.get(21)).toMatchObject({
      head: oid('a'),
      state: 'approved',
      latest: 'dismissed',
      entry: 1,
    });
  });

  it('the terms that were shown for each head', () => {
    expect(pullOf(termsShown)?.shown).toMatchObject([{ head: oid('a'), arrival: 31, entry: 1, at: AT, terms }]);
  });

  it('the last hold or denial, until an intent says that the finding was go', () => {
    expect(pullOf(hold)?.finding).toMatchObject({ kind: 'hold', codes: ['approval-missing'], entry: 1 });
    expect(pullOf(hold, denied)?.finding).toMatchObject({ kind: 'denied', codes: ['approval-expired'], entry: 2 });
    expect(pullOf(hold, sealIntent())?.finding).toBeNull();
  });

  it('each intent with its outcome, in order, and its release', () => {
    const pull = addEntries(NO_FACTS, extend(null, story, AT).links).pulls.get(7);
    expect(pull?.effects.map(({ number, intent, outcome }) => [number, intent.effect, outcome?.number])).toEqual([
      [7, 'seal', 8],
      [9, 'merge', 10],
      [11, 'deliver', 12],
    ]);
    expect(pull?.released).toBe(13);
  });

  it('that a seal was voided', () => {
    expect(pullOf(sealIntent(), sealed(1), sealVoid(2))?.effects[0]).toMatchObject({ number: 1, voidedBy: 3 });
  });
});

describe('of cited evidence the facts know', () => {
  it('what each proved when it was read last, by the digest of its citation', () => {
    const { evidence } = evidenceSeen.body;
    const gone = { state: 'refused', code: 'attestation-missing' } as const;
    const [first, second] = evidence.map(({ state }) => state);
    const again: Draft = {
      kind: 'evidence-seen',
      body: { ...evidenceSeen.body, evidence: evidence.slice(0, 1).map((one) => ({ ...one, state: gone })) },
    };
    const known = (...drafts: Draft[]) => evidence.map(({ citation }) => pullOf(...drafts)?.evidence.get(citation));
    expect(known(headSeen)).toEqual([undefined, undefined]);
    expect(known(evidenceSeen)).toEqual([first, second]);
    expect(known(evidenceSeen, again)).toEqual([gone, second]);
  });
});

describe('an intent is open', () => {
  it('until its outcome, whatever that is', () => {
    expect(openOf(sealIntent())).toEqual([1]);
    expect(openOf(sealIntent(), sealed(1))).toEqual([]);
    expect(openOf(mergeIntent(0), refused(1))).toEqual([]);
  });

  it('until another takes it over', () => {
    const over: Draft = { kind: 'intent', body: { ...sealIntent().body, takes_over: 1 } };
    expect(openOf(sealIntent(), over)).toEqual([2]);
    expect(pullOf(sealIntent(), over)?.effects.map(({ takenOverBy }) => takenOverBy)).toEqual([2, null]);
  });

  it('when an outcome names another effect, or a number that is no intent', () => {
    expect(openOf(sealIntent(), merged(1))).toEqual([1]);
    expect(openOf(sealIntent(), sealed(0))).toEqual([1]);
  });

  it('for its first outcome only: a second one changes nothing', () => {
    const twice = councilOf(tip, mergeIntent(0), merged(2), merged(2, { tree_matches: false }));
    expect(twice).toEqual({ tip: oid('e'), stopped: null });
  });
});

describe('of a packet the facts know', () => {
  it('the council of the first terms, for ever', () => {
    const other: Draft = {
      kind: 'terms-shown',
      body: { ...termsShown.body, terms: { ...terms, council: 'enterprise' } },
    };
    expect(packetOf(termsShown, other)?.council).toBe('release-integrity');
    expect(packetOf(headSeen)?.council).toBeNull();
  });

  it('the pull requests that carried it, each once', () => {
    const another: Draft = { kind: 'head-seen', body: { ...headSeen.body, pull: 8 } };
    expect(packetOf(headSeen, another, headSeen)?.pulls).toEqual([7, 8]);
  });

  it('its revisions: open until an approval counted, and what ended stays ended', () => {
    expect(stateOf(termsShown)).toBe('open');
    expect(stateOf(termsShown, approved)).toBe('approved');
    expect(stateOf(termsShown, approved, termsShown)).toBe('approved');
    expect(stateOf(termsShown, approved, superseded)).toBe('superseded');
    expect(stateOf(termsShown, approved, superseded, approved)).toBe('superseded');
    expect(stateOf(termsShown, denied)).toBe('denied');
    expect(stateOf(termsShown, denied, released(0))).toBe('denied');
    expect(stateOf(termsShown, approved, released(0), denied)).toBe('released');
  });

  it('the digest of the revision: replaced while open, fixed once approved', () => {
    const other: Draft = {
      kind: 'terms-shown',
      body: {
        pull: 7,
        head: oid('b'),
        arrival: 32,
        digest: sum('0'),
        terms: { ...terms, digests: { ...terms.digests, revision: sum('8') } },
      },
    };
    expect(packetOf(termsShown, other)?.revisions.get(1)).toMatchObject({ digest: sum('8'), head: oid('b') });
    expect(packetOf(termsShown, approved, other)?.revisions.get(1)).toMatchObject({ digest: sum('1'), head: oid('a') });
  });

  it('nothing of a denial that names no revision', () => {
    const invalid: Draft = { kind: 'denied', body: { ...denied.body, revision: null, digest: null } };
    expect(packetOf(invalid)?.revisions.size).toBe(0);
  });

  it('the approvals that counted', () => {
    expect(packetOf(approved)?.approvals).toMatchObject([{ person: 'ann', review: 21, entry: 1, at: AT }]);
  });
});

describe('of a council the facts know', () => {
  it('the tip that was seen first, and no later sighting: it would make any commit look known', () => {
    expect(councilOf(tip, { kind: 'council-seen', body: { council: 'release-integrity', tip: oid('f') } })?.tip).toBe(
      oid('c'),
    );
  });

  it('the tip after each merge', () => {
    expect(councilOf(tip, mergeIntent(0), merged(2))).toEqual({ tip: oid('e'), stopped: null });
    expect(councilOf(tip, mergeIntent(0), refused(2))).toEqual({ tip: oid('c'), stopped: null });
  });

  it.each([
    ['another tree', { tree_matches: false }],
    ['another first parent', { parents: [oid('f'), oid('a')] }],
    ['another head', { parents: [oid('c'), oid('f')] }],
    ['a single parent', { parents: [oid('c')] }],
    ['a third parent', { parents: [oid('c'), oid('a'), oid('f')] }],
  ])('that it is stopped by a merge with %s', (_, changed) => {
    const stopped = { code: 'merged-content-mismatch', entry: 3 };
    expect(councilOf(tip, mergeIntent(0), merged(2, changed))).toEqual({ tip: oid('e'), stopped });
    expect(councilOf(tip, mergeIntent(0), merged(2, changed), mergeIntent(0), merged(4))?.stopped).toEqual(stopped);
  });
});

describe('of incidents the facts say', () => {
  const haltIn = (council: string, ...drafts: Draft[]) => haltsOf(factsOf(...drafts).incidents, council)[0] ?? null;

  it('that they halt their council until they are lifted, and the issue that alarms about them', () => {
    expect(haltIn('release-integrity', tip, incident, alarmed(2))).toMatchObject({ number: 2, issue: 9 });
    expect(haltIn('enterprise', tip, incident)).toBeNull();
    expect(haltIn('release-integrity', tip, incident, alarmed(2), lifted(2))).toBeNull();
  });

  it('that one without a council halts every council, and one that halts nothing halts none', () => {
    expect(haltIn('enterprise', { ...incident, body: { ...incident.body, council: null } })).not.toBeNull();
    expect(haltIn('release-integrity', { ...incident, body: { ...incident.body, halts: false } })).toBeNull();
  });

  it('the tip that people accepted when they lifted one, and no other', () => {
    const tipAfter = (...drafts: Draft[]) => factsOf(...drafts).councils.get('release-integrity')?.tip;
    expect(tipAfter(tip, incident, lifted(2))).toBe(oid('f'));
    expect(tipAfter(tip, incident, lifted(2, null))).toBe(oid('c'));
    expect(tipAfter(tip, lifted(2))).toBe(oid('c'));
  });

  it('that a merge which was wrong stops its council until just that is lifted', () => {
    const wrong = [tip, mergeIntent(0), merged(2, { tree_matches: false })];
    const told = (key: string): Draft => ({ ...incident, body: { ...incident.body, key } });
    const stopAfter = (...drafts: Draft[]) => factsOf(...drafts).councils.get('release-integrity')?.stopped;
    expect(stopAfter(...wrong, told('merge:3'), lifted(4, null))).toBeNull();
    expect(stopAfter(...wrong, told('merge:2'), lifted(4, null))).not.toBeNull();
  });
});

describe('of main and its rules the facts say', () => {
  const passedOf = (...drafts: Draft[]) => factsOf(...drafts).pulls.get(8)?.passed ?? null;
  const heldAgain: Draft = { kind: 'hold', body: { ...hold.body, pull: 8 } };

  it('that a change passed, until a finding about it takes that back', () => {
    expect(passedOf(policyPassed)).toMatchObject({ head: oid('1'), base: oid('0'), entry: 1 });
    expect(passedOf(policyPassed, heldAgain)).toBeNull();
    expect(passedOf(heldAgain, policyPassed)).toMatchObject({ entry: 2 });
    expect(passedOf(policyPassed, hold)).toMatchObject({ entry: 1 });
  });

  it('up to where main is known: from where the ledger began, by what passed, or by what people accepted', () => {
    expect(factsOf().main).toBe(genesis.body.main);
    expect(factsOf(policyPassed).main).toBe(genesis.body.main);
    expect(factsOf(policyPassed, mainSeen).main).toBe(mainSeen.body.tip);
    expect(concerns([hold], factsOf(), addEntries(factsOf(), linksOf([mainSeen]).slice(1)))).toBe('main');
  });
});

describe('drafts are overtaken', () => {
  const since = factsOf(tip, headSeen, termsShown);
  const now = (...drafts: Draft[]) => factsOf(tip, headSeen, termsShown, ...drafts);
  const later = (...drafts: Draft[]) => {
    const links = linksOf([tip, headSeen, termsShown, ...drafts]);
    return addEntries(since, links.slice(4));
  };

  it('by entries about the same pull request, the same packet or any council', () => {
    expect(concerns([hold], since, later(reviewSeen))).toBe('#7');
    const carried: Draft = { kind: 'head-seen', body: { ...headSeen.body, pull: 8 } };
    expect(concerns([approved], since, later(carried))).toBe('packet bpe-2026-014');
    expect(
      concerns([hold], since, later({ kind: 'council-seen', body: { council: 'enterprise', tip: oid('1') } })),
    ).toBe('council enterprise');
    expect(concerns([hold], since, later(deliverIntent, delivered(4)))).toBe('#7');
  });

  it('L92: by the withdrawal of what a decision is about, which another pull request carried', () => {
    const links = linksOf([...story.slice(1), ...deciding.slice(0, 8), withdrawn]);
    const before = addEntries(NO_FACTS, links.slice(0, -1));
    const after = addEntries(before, links.slice(-1));
    const about = [granted(21), concludeIntent(), decideIntent(18)];
    expect(about.map((draft) => concerns([draft], before, before))).toEqual([null, null, null]);
    expect(about.map((draft) => concerns([draft], before, after))).toEqual(about.map(() => 'release 13'));
  });

  it('by nothing else', () => {
    const elsewhere: Draft = { kind: 'head-seen', body: { ...headSeen.body, pull: 9, packet: 'other' } };
    expect(concerns([hold], since, later(elsewhere))).toBeNull();
    expect(concerns([hold], since, since)).toBeNull();
  });

  it('also when the same entries were read anew: other objects are taken for other facts', () => {
    expect(concerns([hold], since, now())).toBe('council release-integrity');
  });
});

import { describe, expect, it } from 'vitest';
import { disagreements } from '../../src/audit/references.ts';
import type { Conclusion } from '../../src/conclusion/conclusion.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import * as decision from './decided.ts';
import { released, sealVoid, story, sum } from './sample.ts';

/** The numbers of the entries that disagree with those that they name, where these take the place of the last ones. */
function told(...drafts: Draft[]): (number | null)[] {
  const { links } = extend(null, [...story, ...drafts], '2026-11-23T10:00:00Z');
  const lookup = new Map(links.map((link) => [link.entry.number, link]));
  return disagreements(links, lookup, new Set()).map(({ number }) => number);
}
/** The way of a decision up to its intent to seal, which is entry 17. */
const upTo = (intent: Draft, signatures = [decision.signed('cyd'), decision.signed('dee')]) => [
  decision.decisionSeen,
  ...signatures,
  intent,
];
const twice = decision.conclusion().signers.slice(0, 1);
/** The entries of a decision up to its merge, which is entry 20. */
const merged = decision.deciding.slice(0, 7);
const wider = decision.granted(21, { reach: { ...decision.option.exception, uses: 2 } });

describe('what was decided agrees with what it stands on', () => {
  it('from the first signature to the exception that it grants', () => {
    expect(told(...decision.deciding)).toEqual([]);
  });

  it('where it rejects, and grants nothing', () => {
    const outcome = { verdict: 'reject' } as const;
    const signatures = [decision.signed('cyd', { outcome }), decision.signed('dee', { outcome })];
    const rejecting: Partial<Conclusion> = { outcome, option: null };
    const intent = decision.concludeIntent(rejecting);
    const sealed = [decision.concludeSealed(17), decision.decideIntent(18), decision.decided(19)];
    const conclusion = decision.concludedOf(decision.conclusion(rejecting), 18);
    expect(told(...upTo(intent, signatures), ...sealed, conclusion, decision.enacted(21))).toEqual([]);
    expect(told(...upTo(intent, signatures), ...sealed, conclusion, decision.granted(21))).toEqual([22]);
  });

  it('where its seal is void', () => {
    expect(told(...decision.deciding.slice(0, 5), decision.voided(18))).toEqual([]);
    expect(told(...decision.deciding.slice(0, 5), sealVoid(18))).toEqual([19]);
  });

  it('L71: is told apart where a release says more than was sealed', () => {
    const release = released(8);
    if (release.kind !== 'released') throw new TypeError('no release');
    const { body } = release;
    const window = { ...body.review_window, closes: '2036-01-01T00:00:00Z' };
    const digests = { ...body.digests, revision: sum('0') };
    const approvers = body.approvers.map((one) => ({ ...one, person: 'eve' }));
    for (const said of [{ review_window: window }, { digests }, { council: 'enterprise' }, { approvers }])
      expect(told({ kind: 'released', body: { ...body, ...said } })).toEqual([14]);
    expect(told(release)).toEqual([]);
  });

  it('L96: is told apart where it is concluded by a seal that is void, or that nothing was merged by', () => {
    const sealed = decision.deciding.slice(0, 5);
    expect(told(...sealed, decision.concluded(18))).toEqual([19]);
    expect(told(...sealed, decision.voided(18), decision.concluded(18), decision.granted(20))).toEqual([20]);
    expect(told(...merged, decision.concluded(18, { merge: 'f'.repeat(40) }))).toEqual([21]);
    expect(told(...merged, decision.voided(18), decision.concluded(18))).toEqual([22]);
  });

  it.each<[string, Partial<Conclusion>]>([
    ['a conclusion of another revision', { revision: 2 }],
    ['a conclusion of another decision', { decision: 2 }],
    ['a conclusion at another head', { head: 'f'.repeat(40) }],
    ['an option that is not the one that was signed', { option: { ...decision.option, id: 'wait' } }],
    ['no option where one was signed', { option: null }],
    ['a release that is none', { release: 8 }],
    ['a release to another council', { council: 'enterprise' }],
    ['another manifest than the one that was sealed', { manifest: sum('0') }],
    ['one person twice', { signers: [...twice, ...twice] }],
    ['another file than the one that was signed', { file: sum('0') }],
    ['another outcome than the one that was signed', { outcome: { verdict: 'reject' }, option: null }],
    ['a signature that is none', { signers: decision.conclusion().signers.map((one) => ({ ...one, signed: 14 })) }],
    [
      'a signature of somebody else',
      { signers: decision.conclusion().signers.map((one, index) => ({ ...one, person: ['cyd', 'eve'][index] ?? '' })) },
    ],
    [
      'a signature that is more than what was recorded',
      { signers: decision.conclusion().signers.map((one) => ({ ...one, assurance: 'review+keyless' })) },
    ],
  ])('is told apart: %s', (_, changed) => {
    expect(told(...upTo(decision.concludeIntent(changed)))).toEqual([17]);
  });

  it('is told apart: a signer who had a hand in the packet, and a release that does not say who had', () => {
    const release = released(8);
    if (release.kind !== 'released') throw new TypeError('no release');
    const { proposers: _, ...nobody } = release.body;
    for (const body of [nobody, { ...nobody, proposers: [{ person: 'dee', account: null }] }]) {
      // Entry 14 releases it once more, and is told apart too: it does not say what was sealed.
      const again: Draft = { kind: 'released', body };
      const signers = decision.conclusion().signers.map((one) => ({ ...one, signed: one.signed + 1 }));
      expect(told(again, ...upTo(decision.concludeIntent({ release: 14, signers })))).toEqual([14, 18]);
    }
  });

  it.each<[string, Draft, number]>([
    ['a merge without the seal of its conclusion', decision.decideIntent(8), 19],
    ['a conclusion without a seal', decision.concluded(8), 19],
    ['a conclusion with another digest', decision.concluded(18, { conclusion: sum('0') }), 19],
    ['a conclusion with another outcome', decision.concluded(18, { outcome: { verdict: 'reject' } }), 19],
    ['a conclusion of another decision', decision.concluded(18, { decision: 2 }), 19],
    ['a conclusion for production where it was for a test', decision.concluded(18, { scope: 'test' }), 19],
  ])('is told apart: %s', (_, draft, number) => {
    expect(told(...decision.deciding.slice(0, 5), draft)).toEqual([number]);
  });

  it.each<[string, Draft]>([
    ['an exception of nothing that was concluded', decision.granted(18)],
    ['an exception that reaches further', wider],
    ['an exception that lasts longer', decision.granted(21, { expires: '2027-12-22T09:00:00Z' })],
    ['an exception for another option', decision.granted(21, { option: 'other' })],
    ['an exception with another signer', decision.granted(21, { signers: ['cyd', 'eve'] })],
    ['an exception that nobody asked for', decision.granted(21, { requester: null })],
    ['an exception of another council', decision.granted(21, { council: 'enterprise' })],
    ['another effect than the one that was concluded', decision.enacted(21)],
    ['an effect by another name', decision.enacted(21, { outcome: 'other', option: 'grant' })],
    ['an exception before its conclusion', decision.granted(23)],
  ])('is told apart: %s', (_, draft) => {
    expect(told(...merged, decision.concluded(18), draft)).toEqual([22]);
  });

  it('L84: is told as a ledger that no bot wrote, where an exception reaches further than what people signed', () => {
    const { links } = extend(null, [...story, ...merged, decision.concluded(18), wider], '2026-11-23T10:00:00Z');
    const lookup = new Map(links.map((link) => [link.entry.number, link]));
    expect(disagreements(links, lookup, new Set())).toMatchObject([{ code: 'ledger-broken', number: 22 }]);
  });

  it('is told apart: an exception that was approved in a test', () => {
    const scope = 'test';
    const intent = decision.concludeIntent({ scope });
    const sealed = [decision.concludeSealed(17), decision.decideIntent(18), decision.decided(19)];
    const conclusion = decision.concludedOf(decision.conclusion({ scope }), 18);
    expect(told(...upTo(intent), ...sealed, conclusion, decision.granted(21))).toEqual([22]);
  });
});

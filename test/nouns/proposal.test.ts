import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { readDecision, STATUSES } from '../../src/decision/decision.ts';
import { type Proposal, proposalFile } from '../../src/decision/proposal.ts';
import { bytesOf, valueIn } from './sample.ts';

const PROPOSAL: Proposal = {
  packet: 'bpe-2026-014',
  revision: 2,
  number: 1,
  status: 'proposed',
  author_kind: 'automated_agent',
  scope: 'production_candidate',
  manifest: `sha256:${'0'.repeat(64)}`,
  requester: 'fay',
  rationale: 'The train waits.\n',
};

const codesOf = (proposal: Proposal) => {
  const made = proposalFile(proposal);
  return made.ok ? [] : made.problems.map(({ code }) => code);
};
/** What comes from outside, where no type holds. */
const forged = (changed: object): Proposal => JSON.parse(JSON.stringify({ ...PROPOSAL, ...changed }));

const proposals = fc.record({
  packet: fc.stringMatching(/^[a-z][a-z0-9-]{2,63}$/),
  revision: fc.integer({ min: 1, max: 100_000 }),
  number: fc.integer({ min: 1, max: 100_000 }),
  status: fc.constantFrom(...STATUSES),
  author_kind: fc.constantFrom('automated_agent', 'person'),
  scope: fc.constantFrom('production_candidate', 'test'),
  manifest: fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}` as const),
  requester: fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/),
  rationale: fc
    .string({ unit: fc.constantFrom(...'aé語😀 "\\\'#:-&*!{}[]?|>%@`,=~\n\t0'), minLength: 1 })
    .map((text) => `${text}.`),
}) satisfies fc.Arbitrary<Proposal>;

describe('the machine that proposes', () => {
  it('A29: can be asked for no verdict by its types', () => {
    expectTypeOf<Proposal['status']>().toEqualTypeOf<'proposed' | 'draft' | 'needs_changes'>();
    expectTypeOf<keyof Proposal>().toEqualTypeOf<
      'packet' | 'revision' | 'number' | 'status' | 'author_kind' | 'scope' | 'manifest' | 'requester' | 'rationale'
    >();
  });

  it('writes a proposal that is read back as it was meant, whatever the texts in it', () => {
    fc.assert(
      fc.property(proposals, (proposal) => {
        const made = proposalFile(proposal);
        if (!made.ok) throw new Error(JSON.stringify(made.problems));
        const { number, ...rest } = proposal;
        const fixed = { schema: 'governance.v1.Decision', decision_kind: 'proposed', cross_signed: false };
        expect(valueIn(readDecision(made.path, bytesOf(made.text)))).toEqual({ ...fixed, ...rest, decision: number });
        expect(made.path).toBe(`decisions/${proposal.packet}/r${proposal.revision}-d${number}.yaml`);
      }),
      { numRuns: 500 },
    );
  });

  it('A29: writes nothing where a verdict is asked for at run time', () => {
    for (const status of [
      'approve',
      'reject',
      'approved',
      'Proposed',
      'proposed\nverdict: approve',
      '',
      null,
      true,
      ['proposed'],
    ])
      expect(codesOf(forged({ status })), JSON.stringify(status)).toEqual(['verdict-not-permitted']);
  });

  it('A29: whatever it is passed, writes a proposal or nothing', () => {
    const anything = fc.record(
      Object.fromEntries(
        Object.keys(PROPOSAL).map((key) => [
          key,
          fc.oneof(fc.jsonValue(), fc.constantFrom('approve', 'reject', 'final')),
        ]),
      ),
      { requiredKeys: [] },
    );
    const more = fc.dictionary(
      fc.constantFrom('verdict', 'outcome', 'decision_kind', 'cross_signed', 'schema'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, more, (changed, added) => {
        const made = proposalFile(forged({ ...changed, ...added }));
        if (!made.ok) return;
        const written = valueIn(readDecision(made.path, bytesOf(made.text)));
        expect(STATUSES).toContain(written.status);
        expect(written).toMatchObject({ decision_kind: 'proposed', cross_signed: false });
        expect(Object.keys(written)).not.toContain('verdict');
      }),
      { numRuns: 500 },
    );
  });

  it('A29: writes nothing where what it is passed can not even be named', () => {
    for (const number of [{ toString: {} }, null, '1/../../x'])
      expect(proposalFile(forged({ number }))).toMatchObject({ ok: false });
  });

  it('L25: writes nothing without a manifest', () => {
    for (const manifest of [null, '', 'none', `sha256:${'0'.repeat(63)}`])
      expect(codesOf(forged({ manifest }))).toEqual(['manifest-missing']);
  });

  it('names a person who asks where an agent opens it', () => {
    expect(codesOf({ ...PROPOSAL, requester: null })).toEqual(['schema']);
    expect(codesOf({ ...PROPOSAL, requester: null, author_kind: 'person' })).toEqual([]);
  });
});

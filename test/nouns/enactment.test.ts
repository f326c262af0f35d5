import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Conclusion, conclusionDigest } from '../../src/conclusion/conclusion.ts';
import { readCouncil } from '../../src/council/council.ts';
import { type ConcludedDecision, enact } from '../../src/enactment/enactment.ts';
import { type LoadedRules, loadRules } from '../../src/policy/rules.ts';
import { bytesOf, edited, fileText, policyFiles, rulesOf } from './sample.ts';

const COUNCIL = 'policies/councils/release-integrity.yaml';
const NOW = '2026-11-25T12:00:00Z';
const sum = (digit: string) => `sha256:${digit.repeat(64)}` as const;
const signer = (person: string, account: number): Conclusion['signers'][number] => ({
  person,
  account,
  review: account + 100,
  roles: ['human', 'council'],
  assurance: 'review',
  submitted_at: '2026-11-24T10:00:00Z',
  signed: account,
});
const exception: NonNullable<Conclusion['option']> = {
  id: 'exception-30d',
  kind: 'exception',
  title: 'Approve one exception',
  expires: '2026-12-22T00:00:00Z',
  exception: {
    artifacts: [sum('1')],
    waives: ['slsa-provenance'],
    lane: 'gold',
    uses: 1,
    re_review: '2026-12-10T00:00:00Z',
    controls: ['it is rebuilt'],
  },
};
const conclusion: Conclusion = {
  schema: 'governance.v1.Conclusion',
  packet: 'bpe-2026-014',
  revision: 1,
  decision: 1,
  council: 'release-integrity',
  scope: 'production',
  outcome: { verdict: 'approve', option: 'exception-30d' },
  option: exception,
  file: sum('2'),
  manifest: sum('3'),
  release: 17,
  head: 'a'.repeat(40),
  requester: 'fay',
  review_window: { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' },
  signers: [signer('cyd', 13), signer('dan', 14)],
  asked: { person: 'cyd', account: 13, comment: 9 },
};
const rules: LoadedRules = { ok: true, rules: rulesOf() };

/** A decision that takes effect, and what of it is to be otherwise. */
function decided(other: Partial<Conclusion> = {}, around: Partial<ConcludedDecision> = {}): ConcludedDecision {
  const changed = { ...conclusion, ...other };
  const stands = { seal: { ok: true }, rationale: 'why', enacted: null, withdrawn: null, later: null } as const;
  return { conclusion: changed, named: conclusionDigest(changed), ...stands, ...around };
}
function answer(decision: ConcludedDecision | null, at = NOW, by = rules): string {
  const enactment = enact(decision, by, at);
  return enactment.enacts ? enactment.effect.kind : enactment.code;
}
function plain(kind: 'wait' | 'escalate' | 'other'): Partial<Conclusion> {
  const option = { id: 'hold', kind, title: 'Hold', description: 'until it is mended', expires: exception.expires };
  return { outcome: { verdict: 'approve', option: 'hold' }, option };
}

describe('enactment', () => {
  it('grants exactly what was signed: who asked, who signed, why, how far and until when', () => {
    const enactment = enact(decided(), rules, NOW);
    expect(enactment).toEqual({
      enacts: true,
      effect: {
        kind: 'grant',
        option: 'exception-30d',
        grant: {
          title: exception.title,
          requester: 'fay',
          signers: ['cyd', 'dan'],
          rationale: 'why',
          reach: exception.kind === 'exception' && exception.exception,
          expires: exception.expires,
        },
      },
    });
  });

  it('of anything but an exception puts on record what the packet says', () => {
    for (const kind of ['wait', 'escalate', 'other'] as const)
      expect(enact(decided(plain(kind)), rules, NOW)).toEqual({
        enacts: true,
        effect: { kind: 'record', outcome: kind, option: 'hold', says: 'Hold: until it is mended' },
      });
    const rejected = decided({ outcome: { verdict: 'reject' }, option: null });
    expect(enact(rejected, rules, NOW)).toMatchObject({
      enacts: true,
      effect: { kind: 'record', outcome: 'reject', option: null },
    });
  });

  it('L54: takes nothing but what is concluded', () => {
    expect(answer(null)).toBe('decision-missing');
    expect(answer(decided({}, { named: sum('9') }))).toBe('decision-missing');
    expect(answer(decided({ option: null }))).toBe('decision-missing');
    expect(answer(decided({ option: { ...exception, id: 'exception-90d' } }))).toBe('decision-missing');
  });

  it('L54: takes nothing whose seal does not prove it, and says what the seal lacks', () => {
    const [expected, seen, hint] = ['this conclusion', 'another', 'do not use it'];
    for (const code of ['attestation-invalid', 'attestation-subject-mismatch', 'attestation-missing'] as const)
      expect(enact(decided({}, { seal: { ok: false, code, expected, seen, hint } }), rules, NOW)).toEqual({
        ...{ enacts: false, code, expected, seen, hint },
      });
  });

  it('L53: takes nothing of a scope but production', () => {
    expect(answer(decided({ scope: 'test' }))).toBe('decision-missing');
  });

  it('L50: takes nothing that has expired, to the second, and nothing at an instant that is none', () => {
    expect(answer(decided(), '2026-12-21T23:59:59Z')).toBe('grant');
    expect(answer(decided(), '2026-12-22T00:00:00Z')).toBe('exception-expired');
    for (const expires of ['', 'never', '2026-13-01T00:00:00Z', '9999-12-31T23:59:59Z'])
      expect(answer(decided({ option: { ...exception, expires } })), expires).toBe('exception-expired');
    for (const at of ['', 'now', '2026-11-25']) expect(answer(decided(), at), at).toBe('exception-expired');
  });

  it('L51: counts the signers once more: by person, by account and by review, and never who asked for it', () => {
    const same = (change: Partial<Conclusion['signers'][number]>) =>
      decided({ signers: [signer('cyd', 13), { ...signer('dan', 14), ...change }] });
    expect(answer(decided({ signers: [signer('cyd', 13)] }))).toBe('cross-sign-missing');
    expect(answer(decided({ signers: [] }))).toBe('cross-sign-missing');
    for (const change of [{ person: 'cyd' }, { account: 13 }, { review: 113 }])
      expect(answer(same(change))).toBe('cross-sign-missing');
    expect(answer(decided({ requester: 'dan' }))).toBe('signer-not-distinct');
  });

  it('L58: happens once, and not once it was taken back or concluded anew', () => {
    expect(answer(decided({}, { enacted: 32 }))).toBe('decision-final');
    expect(answer(decided({}, { withdrawn: 33 }))).toBe('packet-withdrawn');
    expect(answer(decided({}, { later: 40 }))).toBe('packet-superseded');
  });

  it('L56: needs the policy of its council, in which review cannot be switched off', () => {
    const by = (...change: Parameters<typeof edited>[1][]) => {
      const files = policyFiles().map((file) =>
        file.path === COUNCIL ? { path: COUNCIL, bytes: edited(COUNCIL, ...change) } : file,
      );
      return loadRules(files, fileText('docs/examples/CODEOWNERS'));
    };
    expect(answer(decided(), NOW, by())).toBe('grant');
    expect(answer(decided(), NOW, by(['allow_no_review_decision: false', 'allow_no_review_decision: true']))).toBe(
      'policy-weakened',
    );
    expect(answer(decided(), NOW, by(['quorum: 2', 'quorum: 1']))).toBe('policy-weakened');
    expect(answer(decided({ council: 'another' }))).toBe('council-mismatch');
    expect(answer(decided(), NOW, { ok: false, problems: [] })).toBe('council-mismatch');
  });

  it('grants nothing unless every one of these holds, whatever the others are', () => {
    const maybe = fc.option(fc.nat(99), { nil: null });
    const around = fc.record({ enacted: maybe, withdrawn: maybe, later: maybe });
    const scope = fc.constantFrom('test' as const, 'production' as const);
    const at = fc.constantFrom(NOW, '2027-01-01T00:00:00Z', '');
    const people = fc.array(fc.constantFrom(signer('cyd', 13), signer('dan', 14), signer('fay', 15)), { maxLength: 3 });
    fc.assert(
      fc.property(around, scope, at, people, (against, reaches, instant, signers) => {
        const grants = answer(decided({ scope: reaches, signers }, against), instant) === 'grant';
        const persons = new Set(signers.map(({ person }) => person));
        const lawful =
          Object.values(against).every((entry) => entry === null) &&
          reaches === 'production' &&
          instant === NOW &&
          persons.size >= 2 &&
          !persons.has('fay');
        expect(grants).toBe(lawful);
      }),
    );
  });
});

describe('a policy', () => {
  const loads = (...change: Parameters<typeof edited>[1][]) => readCouncil(COUNCIL, edited(COUNCIL, ...change)).ok;

  it('that lets decisions go without review is no policy, however it is written: only `false` loads', () => {
    const line = 'allow_no_review_decision: false';
    expect(loads()).toBe(true);
    const spelt = 'true True TRUE yes on 1 0 "false" \'false\' no off False FALSE null ~ [] {} [false] !!bool &a'.split(
      ' ',
    );
    for (const value of ['', ...spelt]) expect(loads([line, `allow_no_review_decision: ${value}`]), value).toBe(false);
    expect(loads([line, `${line}\nallow_no_review_decision: true`])).toBe(false);
    expect(loads([line, `${line}\n"allow_no_review_decisio\\u006e": true`])).toBe(false);
    expect(loads([line, '# left out'])).toBe(false);
  });

  it('whose quorum is below two is no policy: of all numbers only whole ones from two on load', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ max: 1, min: -1000 }), fc.double({ noNaN: true, max: 2 })), (quorum) => {
        fc.pre(quorum !== 2);
        expect(loads(['quorum: 2', `quorum: ${quorum}`])).toBe(false);
      }),
    );
    expect(loads(['quorum: 2', 'quorum: 3'])).toBe(true);
    expect(readCouncil(COUNCIL, bytesOf(fileText(COUNCIL).replace(/^quorum:.*$/m, ''))).ok).toBe(false);
  });
});

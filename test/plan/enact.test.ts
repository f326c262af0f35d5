import { beforeAll, describe, expect, it } from 'vitest';
import type { Conclusion } from '../../src/conclusion/conclusion.ts';
import { conclusionStatement } from '../../src/conclusion/statement.ts';
import { judge } from '../../src/judge/proposal.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { addEntries, NO_FACTS } from '../../src/ledger/facts.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import { enactmentDrafts, notEnacted } from '../../src/plan/enact.ts';
import type { Looked } from '../../src/plan/looked.ts';
import type { LoadedRules } from '../../src/policy/rules.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import type { PullSeen } from '../../src/verify/observation/pull.ts';
import type { Observation } from '../../src/verify/observation.ts';
import { claimsWith, rulesWith } from '../judge/claims.ts';
import { decidedWith, decision } from '../judge/decided.ts';
import {
  concludedOf,
  concludeIntent,
  concludeSealed,
  conclusion,
  decided,
  decideIntent,
  deciding,
  granted,
  voided,
} from '../ledger/decided.ts';
import { AT, incident, oid, REPOSITORY, story, sum, withdrawn } from '../ledger/sample.ts';
import { IDENTITY, ISSUER, sealWith, withSigstore } from '../seal/sealing.ts';

/** Entry 17 intends the seal, 18 holds it, 21 concludes. */
const [INTENT, SEAL, CONCLUDED] = [17, 18, 21];
let rules: LoadedRules;
let seals: Record<'own' | 'rejecting', SealBundle>;

/** The ledger up to the conclusion, whose seal this is. */
function drafts(bundle: object, sealed: Partial<Conclusion> = {}): Draft[] {
  const before = [...story, ...deciding.slice(0, 3)];
  const effects = [concludeIntent(sealed), concludeSealed(INTENT, bundle), decideIntent(SEAL), decided(19)];
  return [...before, ...effects, concludedOf(conclusion(sealed), SEAL)];
}
const statementOf = (sealed: Partial<Conclusion>) => {
  const hash = extend(null, drafts({}, sealed), AT).links[INTENT]?.hash ?? sum('0');
  const place = { repository: REPOSITORY, number: INTENT, hash };
  return statementBytes(conclusionStatement(concludeIntent(sealed).body, place));
};
const rejecting = { outcome: { verdict: 'reject' }, option: null } as const;

beforeAll(async () => {
  const loaded = rulesWith();
  if (!loaded.ok) throw new Error('the reference policies do not load');
  await withSigstore({}, async (sigstore) => {
    seals = {
      own: await sealWith(sigstore, statementOf({})),
      rejecting: await sealWith(sigstore, statementOf(rejecting)),
    };
    const { workflow: _, ...seal } = loaded.rules.seal;
    const policy = { ...seal, profile: 'public', identity: IDENTITY, issuer: ISSUER } as const;
    rules = { ok: true, rules: { ...loaded.rules, seal: policy, trustedRoot: JSON.stringify(sigstore.trustedRoot) } };
  });
});

interface Otherwise {
  readonly pull?: number;
  readonly tip?: string;
  readonly file?: typeof decision.file;
  readonly rules?: LoadedRules;
}
function looked(
  record: readonly Draft[],
  { pull = 17, tip = oid('9'), file = sum('7'), ...other }: Otherwise = {},
): Looked {
  const facts = { ...decision, file, rationale: 'the build service lost its key' };
  const at = '2026-11-23T09:10:00Z';
  const claims = decidedWith({
    at,
    pull: { ...claimsWith().pull, number: pull, state: 'merged' },
    decision: { known: { valid: true, facts } },
  });
  const seen = { at, pull: { number: pull, baseTip: tip } as PullSeen } as Observation;
  const by = other.rules ?? rules;
  const ledger = addEntries(NO_FACTS, extend(null, record, AT).links);
  return { claims, observation: seen, finding: judge(claims, by), rules: by, ledger, holder: 'p1' };
}
const kinds = (record: readonly Draft[], otherwise?: Otherwise) =>
  enactmentDrafts(looked(record, otherwise)).map(({ kind }) => kind);

describe('what was concluded takes effect', () => {
  it('as exactly what was sealed, by the entry that concluded it', () => {
    expect(enactmentDrafts(looked(drafts(seals.own)))).toEqual([granted(CONCLUDED)]);
    expect(notEnacted(looked(drafts(seals.own)))).toBeNull();
    const [entry] = enactmentDrafts(looked(drafts(seals.rejecting, rejecting)));
    expect(entry).toMatchObject({ kind: 'enacted', body: { conclusion: CONCLUDED, outcome: 'reject', option: null } });
  });

  it('once', () => {
    expect(kinds([...drafts(seals.own), granted(CONCLUDED)])).toEqual([]);
  });

  it('L54: only by its own seal, which is verified anew, and only once it is recorded as concluded', () => {
    expect(kinds(drafts({}))).toEqual([]);
    expect(notEnacted(looked(drafts({})))).toMatch(/^attestation-/);
    expect(notEnacted(looked(drafts(seals.rejecting)))).toMatch(/^attestation-subject-mismatch: /);
    expect(kinds(drafts(seals.own), { rules: rulesWith() })).toEqual([]);
    expect(kinds(drafts(seals.own).slice(0, -1))).toEqual([]);
    expect(kinds([...drafts(seals.own).slice(0, -1), concludedOf(conclusion(rejecting), SEAL)])).toEqual([]);
    expect(kinds([...drafts(seals.own), voided(SEAL)])).toEqual([]);
    for (const other of [{ pull: 18 }, { seal: 12 }])
      expect(kinds([...drafts(seals.own).slice(0, -1), concludedOf(conclusion(), SEAL, other)])).toEqual([]);
  });

  it('only from the pull request that was merged, with the file that was signed', () => {
    expect(kinds(drafts(seals.own), { pull: 18 })).toEqual([]);
    expect(kinds(drafts(seals.own), { file: sum('9') })).toEqual([]);
  });

  it('L55: not while its council is halted, and not while its branch is where the ledger does not know it', () => {
    expect(kinds([...drafts(seals.own), incident])).toEqual([]);
    expect(notEnacted(looked(drafts(seals.own), { tip: oid('f') }))).toMatch(/halted/);
    expect(kinds(drafts(seals.own), { tip: oid('f') })).toEqual([]);
  });

  it('L58: not once its packet was withdrawn, nor once the council concluded again', () => {
    expect(notEnacted(looked([...drafts(seals.own), withdrawn]))).toMatch(/^packet-withdrawn: /);
    const again = concludedOf(conclusion(rejecting), SEAL, { pull: 19, decision: 2 });
    expect(notEnacted(looked([...drafts(seals.own), again]))).toMatch(/^packet-superseded: /);
    expect(kinds([...drafts(seals.own), again])).toEqual([]);
    for (const other of [{ packet: 'bpe-2026-015' }, { revision: 2 }]) {
      const elsewhere = concludedOf(conclusion(rejecting), SEAL, { pull: 19, ...other });
      expect(kinds([...drafts(seals.own), elsewhere])).toEqual(['granted']);
    }
  });
});

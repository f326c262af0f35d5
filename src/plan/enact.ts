import { decisionIn } from '../claims/decision.ts';
import { decisionId, placeNamed } from '../decision/place.ts';
import { type ConcludedDecision, type Effect, enact } from '../enactment/enactment.ts';
import type { Draft } from '../ledger/entry.ts';
import type { ConcludedFacts } from '../ledger/facts/decision.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { checkIntendedSeal } from '../seal/intended.ts';
import { isHalted } from './intend.ts';
import { done, type Looked } from './looked.ts';

/** The entry by which what was concluded here takes effect; none where the door refuses it, or it has taken effect. */
export function enactmentDrafts(looked: Looked): Draft[] {
  const found = concludedHere(looked);
  if (found === null || isStopped(looked, found.concluded.council)) return [];
  const enactment = enact(found, looked.rules, looked.claims.at);
  return enactment.enacts ? [draftOf(found.concluded, enactment.effect)] : [];
}

/** Why what was concluded here takes no effect, in a sentence; null where it does, or where nothing was concluded. */
export function notEnacted(looked: Looked): string | null {
  const found = concludedHere(looked);
  if (found === null) return null;
  if (isStopped(looked, found.concluded.council)) return 'its council is halted, or its branch not where it should be';
  const enactment = enact(found, looked.rules, looked.claims.at);
  if (enactment.enacts) return null;
  const { code, expected, seen, hint } = enactment;
  return `${code}: expected ${expected}, seen ${seen}; ${hint}`;
}

/** A commit that got onto the branch past all rules stops its council also before it is recorded as an incident. */
function isStopped(looked: Looked, council: string): boolean {
  const known = looked.ledger.councils.get(council)?.tip;
  return known === undefined || looked.observation.pull.baseTip !== known || isHalted(looked, council);
}

interface Found extends ConcludedDecision {
  readonly concluded: ConcludedFacts;
}

/** Null too while the file that was signed cannot be read: its rationale goes into what is granted. */
function concludedHere(looked: Looked): Found | null {
  const { claims, ledger } = looked;
  const sealed = done(looked, 'seal-conclusion');
  if (sealed?.intent.effect !== 'seal-conclusion') return null;
  const { conclusion } = sealed.intent;
  const facts = ledger.decisions.get(decisionId(placeNamed(conclusion)));
  const concluded = facts?.concluded ?? null;
  if (facts === undefined || concluded?.pull !== claims.pull.number || concluded.seal !== sealed.outcome?.number)
    return null;
  const file = decisionIn(claims);
  if (file === null || file.file !== conclusion.file) return null;
  return {
    concluded,
    conclusion,
    named: concluded.conclusion,
    seal: facts.enacted === null ? sealOf(looked, sealed) : { ok: true },
    rationale: file.rationale,
    enacted: facts.enacted?.number ?? null,
    withdrawn: ledger.releases.get(conclusion.release)?.withdrawnBy?.number ?? null,
    later: laterThan(concluded, ledger),
  };
}

/** The seal that the ledger holds, verified anew by the rules of now. */
function sealOf({ rules, ledger }: Looked, { intent, number, hash, outcome }: EffectFacts): ConcludedDecision['seal'] {
  const body = outcome?.body;
  const bundle = body?.effect === 'seal-conclusion' && body.result === 'done' ? body.bundle : null;
  if (!rules.ok || intent.effect !== 'seal-conclusion' || ledger.repository === null) {
    const hint = 'mend the policies on `main`';
    return {
      ok: false,
      code: 'attestation-invalid',
      expected: 'rules by which a seal can be verified',
      seen: 'none',
      hint,
    };
  }
  const { seal: policy, trustedRoot } = rules.rules;
  const place = { repository: ledger.repository, number, hash };
  return checkIntendedSeal({ bundle, intent, place, policy, trustedRoot });
}

function laterThan({ packet, revision, entry }: ConcludedFacts, { decisions }: LedgerFacts): number | null {
  for (const { concluded } of decisions.values())
    if (concluded?.packet === packet && concluded.revision === revision && concluded.entry > entry)
      return concluded.entry;
  return null;
}

function draftOf({ packet, revision, decision, council, entry }: ConcludedFacts, effect: Effect): Draft {
  const which = { packet, revision, decision, council, conclusion: entry };
  if (effect.kind === 'record') {
    const { outcome, option, says } = effect;
    return { kind: 'enacted', body: { ...which, outcome, option, says } };
  }
  const { option, grant } = effect;
  return { kind: 'granted', body: { ...which, option, ...grant } };
}

import { see } from '../../flow.ts';
import type { Body } from '../../ledger/entry.ts';
import type { EffectFacts } from '../../ledger/facts/effect.ts';
import type { LedgerFacts } from '../../ledger/facts.ts';
import type { Observer } from '../../observe/observe.ts';
import { asksForConclusion } from '../../plan/conclude.ts';
import { type Looked, openIntent } from '../../plan/looked.ts';
import { asksForSeal, isUndecided, whyNot } from '../../plan/supported.ts';
import type { Rules } from '../../policy/rules.ts';
import { msOf } from '../../time/instant.ts';
import type { RulesSeen } from '../../verify/observation/rules.ts';
import type { Read } from '../../verify/observation.ts';
import { NotSealed, requireExactly } from './not-sealed.ts';
import type { Run } from './run.ts';

type SealIntent = Extract<Body<'intent'>, { effect: 'seal' | 'seal-conclusion' }>;

/** A seal that the ledger asks for, and that what stands here now asks for too. */
export interface SealAsked {
  readonly effect: EffectFacts;
  readonly intent: SealIntent;
  /** By which it was judged, and is sealed. */
  readonly rules: Rules;
}

/**
 * Looks and judges as the bot does, with nothing from the bot but the number: rules from main, the ledger from git by
 * the keys of those rules, all else from GitHub. Throws `NotSealed` where no seal is due, and `Error` where that
 * cannot be told.
 */
export async function judgeIntent(number: number, run: Run, observer: Observer): Promise<SealAsked> {
  const { rules, ledger } = await observer.survey();
  requireWorkflow(rulesIn(rules), run);
  const known = openSeal(number, ledger);
  const viewer = { observer, holder: known.intent.holder, now: null, troubles: new Map() };
  const looked = await see(known.intent.pull, viewer);
  if (looked === null) throw new Error(`pull request ${known.intent.pull} is not there`);
  // Once more, all from one look: rules and ledger may have moved on.
  const judgedBy = rulesIn(looked.observation.rules);
  requireWorkflow(judgedBy, run);
  const effect = openIntent(looked);
  const intent = effect?.number === number ? sealIntent(effect) : null;
  if (effect === null || intent === null) throw notOpen(number, 'one that has ended since');
  requireDue(looked, effect);
  if (!asksFor(looked, intent)) throw unsupported(looked);
  return { effect, intent, rules: judgedBy };
}

/** The bot's own question, of a packet or of a decision: one answer for both. */
function asksFor(looked: Looked, intent: SealIntent): boolean {
  return intent.effect === 'seal' ? asksForSeal(looked, intent) : asksForConclusion(looked, intent);
}

function sealIntent({ intent }: EffectFacts): SealIntent | null {
  return intent.effect === 'seal' || intent.effect === 'seal-conclusion' ? intent : null;
}

function rulesIn(rules: Read<RulesSeen>): Rules {
  if (!('read' in rules)) throw new Error(`the rules on main cannot be read: ${rules.unread}`);
  const { loaded } = rules.read;
  if (loaded.ok) return loaded.rules;
  const [first] = loaded.problems;
  const seen = first ? `${first.path}:${first.line}:${first.column}: ${first.message}` : 'none';
  throw new NotSealed({
    code: 'attestation-invalid',
    expected: 'rules on main that load',
    seen,
    hint: first?.hint ?? 'mend them',
  });
}

/** That this very workflow, in this repository, is the one that policy names. */
function requireWorkflow({ seal: { workflow, identity } }: Rules, run: Run): void {
  const hint = 'policies/seal.yaml on main says which workflow seals, and in which repository';
  const workflowRef = `${run.owner}/${run.name}/.github/workflows/${workflow?.file}@refs/heads/main`;
  const seen = { workflow: run.workflowRef, repository: String(run.repository) };
  requireExactly(seen, { workflow: workflowRef, repository: String(workflow?.repository) }, hint);
  if (identity.endsWith(`/${workflowRef}`)) return;
  const expected = `\`identity\` to end with \`/${workflowRef}\``;
  throw new NotSealed({ code: 'attestation-identity-mismatch', expected, seen: `\`${identity}\``, hint });
}

function openSeal(number: number, ledger: Read<LedgerFacts>): EffectFacts {
  if (!('read' in ledger)) {
    if (ledger.broken !== true) throw new Error(`the ledger cannot be read: ${ledger.unread}`);
    const hint = 'docs/ledger.md says how a broken ledger is mended';
    throw new NotSealed({ code: 'ledger-broken', expected: 'a ledger that verifies', seen: ledger.unread, hint });
  }
  const open = ledger.read.openIntents.get(number);
  if (open === undefined) throw notOpen(number, 'none');
  if (sealIntent(open) === null) throw notOpen(number, `one to ${open.intent.effect}`);
  return open;
}

function requireDue({ observation }: Looked, { number, intent }: EffectFacts): void {
  if (msOf(observation.at) < msOf(intent.deadline)) return;
  throw notOpen(number, `one whose time was over at ${intent.deadline}`);
}

function notOpen(number: number, seen: string): NotSealed {
  const hint = 'nothing is sealed by hand: the bot intends a seal, and asks for this run by itself';
  return new NotSealed({
    code: 'event-rejected',
    expected: `entry ${number} to be an open intent to seal`,
    seen,
    hint,
  });
}

/** What could not be read speaks neither for the seal nor against it. */
function unsupported(looked: Looked): Error {
  const { code, reason } = whyNot(looked);
  if (isUndecided(looked)) return new Error(`it cannot be judged now: ${code}: ${reason}`);
  const hint = 'what was intended is not what stands there now; the check page of the pull request says more';
  return new NotSealed({ code, expected: 'a go for what was intended', seen: reason, hint });
}

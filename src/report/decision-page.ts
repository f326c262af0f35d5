import type { Claims } from '../claims/claims.ts';
import { decisionIn } from '../claims/decision.ts';
import { packetIn } from '../claims/packet.ts';
import { type Outcome, outcomeText } from '../decision/outcome.ts';
import { decisionId } from '../decision/place.ts';
import { codes, type Finding, outcome } from '../finding/finding.ts';
import { type DecisionShown, SIGNATURE_CELLS, signatureCells, wordsToWrite } from './decision.ts';
import { code, table } from './markdown.ts';
import { packetSections } from './packet.ts';
import type { Page } from './page.ts';
import { codesTitle, finishedPage, nextSteps } from './sections.ts';

/** How far a decision has come, by the ledger. */
export interface DecisionProgress {
  readonly sealed: boolean;
  readonly merge: string | null;
  /** The merge brought something else than was signed. */
  readonly mismatched: boolean;
  readonly concluded: Outcome | null;
  /** By which sentence of the ledger it took effect. */
  readonly enacted: string | null;
  /** Why it takes no effect, though it is concluded. */
  readonly refused: string | null;
}

/** The page that members read to know what they sign, and what is missing; `shown` is null while nobody can sign. */
export function decisionPage(
  claims: Claims,
  finding: Finding,
  shown: DecisionShown | null,
  progress: DecisionProgress,
): Page {
  const { title, conclusion, lead } = decisionHead(claims, finding, progress);
  const open = progress.merge === null && outcome(finding) !== 'denied';
  const sections = [
    lead,
    ...(progress.merge === null ? nextSteps(finding) : []),
    ...(shown === null ? [] : signatureSection(shown, open)),
    ...(shown === null || !open ? [] : signingSection(shown)),
    ...subjectSection(claims),
  ];
  return finishedPage({ conclusion, title, summary: sections.join('\n\n') }, finding);
}

/** How it stands in a title and a sentence. */
export function decisionHead(claims: Claims, finding: Finding, progress: DecisionProgress) {
  const name = nameOf(claims);
  const { merge, mismatched, concluded, sealed } = progress;
  if (mismatched) {
    const lead = `**The merge brought something else than was signed.** It concludes nothing, and nothing more of this council goes on until people have looked into it.`;
    return { title: 'Stopped: merged-content-mismatch', conclusion: 'failure' as const, lead };
  }
  if (concluded !== null) {
    const said = outcomeText(concluded);
    const lead = `**Concluded: ${code(said)}.** ${effectWords(progress)}`;
    return { title: `Concluded: ${said}`, conclusion: 'success' as const, lead };
  }
  if (merge !== null) {
    const lead = `**Merged** as ${code(merge)}. It is concluded once the ledger says so.`;
    return { title: `Merged: ${name}`, conclusion: 'success' as const, lead };
  }
  switch (outcome(finding)) {
    case 'go': {
      const next = sealed ? 'The conclusion is sealed; the merge follows.' : 'It is sealed, merged and recorded next.';
      return { title: `Go: ${name}`, conclusion: 'success' as const, lead: `**Go.** Every rule is met. ${next}` };
    }
    case 'denied': {
      const lead = `**Denied for good.** ${code(name)} is never concluded.`;
      return { title: `Denied: ${codes(finding).join(', ')}`, conclusion: 'failure' as const, lead };
    }
    case 'hold': {
      const lead = `**Held.** ${code(name)} decides nothing until what stands below is settled.`;
      return { title: codesTitle('Held', finding), conclusion: 'action_required' as const, lead };
    }
  }
}

function effectWords({ enacted, refused }: DecisionProgress): string {
  if (enacted !== null) return `In effect: ${code(enacted, 1000)}`;
  if (refused !== null) return `It takes no effect: ${code(refused, 1000)}`;
  return 'It takes effect next.';
}

/** While it is open, also what is missing and by whom; afterwards nothing is asked of anybody. */
function signatureSection({ signed, mayStill, missing }: DecisionShown, open: boolean): string[] {
  const rows = signed.map((one) => signatureCells(one).map((cell) => code(cell)));
  return [
    '### Who signed what',
    rows.length === 0 ? 'Nobody yet.' : table(SIGNATURE_CELLS, rows),
    ...(!open || missing.length === 0 ? [] : [`**Missing:** ${missing.map((one) => code(one, 1000)).join('; ')}`]),
    ...(open ? [`**May still sign:** ${mayStill.map((one) => code(one)).join(', ') || 'nobody'}`] : []),
  ];
}

function signingSection(shown: DecisionShown): string[] {
  const items = wordsToWrite(shown).map(({ outcome: signed, how, write }) => {
    const what = signed === null ? 'to conclude what is signed' : `to sign ${code(signed)}`;
    return `- ${what}: ${how}\n  - ${code(write, 1000)}`;
  });
  return items.length === 0 ? [] : ['### What to write', items.join('\n')];
}

/** What a signature signs: the file and the released packet, whole. */
function subjectSection(claims: Claims): string[] {
  const decision = decisionIn(claims);
  const packet = packetIn(claims);
  if (decision === null) return [];
  const rows = [
    ['file', code(decision.path)],
    ['sha256 of the file', code(decision.file)],
    ['head', code(claims.pull.head)],
    ['sealed manifest', code(decision.manifest)],
    ['scope', decision.scope],
    ['proposed by', `${decision.author_kind}, @${code(claims.pull.author.login)}`],
    ['requester', code(decision.requester ?? 'none')],
    ['rationale', code(decision.rationale.trim(), 10_000)],
  ];
  return [
    '### What a signature signs',
    'Exactly this file at this head, about exactly this release. Another push voids it.',
    table(['what', 'value'], rows),
    ...(packet === null ? [] : packetSections(packet, null)),
  ];
}

function nameOf(claims: Claims): string {
  const decision = decisionIn(claims);
  return decision === null ? `pull request #${claims.pull.number}` : decisionId(decision);
}

import { outcomeText } from '../decision/outcome.ts';
import { reachLines } from '../exception/reach.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import type { Option } from '../packet/packet.ts';
import { signatureCells, wordsToWrite } from '../report/decision.ts';
import type { DecisionTold } from './decisions.ts';

/** A decision for a terminal: how it stands, who signed what, what is missing, and the words that bring it on. */
export function decisionText(told: DecisionTold, options: readonly Option[]): string[] {
  const { id, pull, state, codes, signed, setAside, shown, conclusion, effect } = told;
  const so = state === 'open' ? 'open, held' : state;
  const standing = codes.length === 0 ? state : `${so}: ${codes.join(', ')}`;
  return [
    `${id} in pull request #${pull}: ${standing}`,
    ...signed.map((one) => `  signed: ${signatureCells(one).join('; ')}`),
    // The ledger keeps what counted once: that a review was edited since, or its author left, it does not say.
    ...(state === 'open' && signed.length > 0 ? [`  whether that still counts, the check of #${pull} says`] : []),
    ...setAside.map(({ what, why }) => `  not counted: ${what}, since ${why}`),
    ...(shown?.missing ?? []).map((missing) => `  missing: ${missing}`),
    ...(shown === null ? [] : [`  may still sign: ${shown.mayStill.join(', ') || 'nobody'}`]),
    ...(shown === null ? [] : [...options.flatMap(optionLines), ...wordsLines(shown)]),
    ...(conclusion === null
      ? []
      : [
          `  entry ${conclusion.entry}: concluded ${outcomeText(conclusion.outcome)} of scope ${conclusion.scope}, merged as ${conclusion.merge}, sealed by entry ${conclusion.seal}`,
          effect === null ? '  it is not in effect' : `  entry ${effect.entry}: ${effect.says}`,
        ]),
  ];
}

/** A release that waits for somebody to propose a decision. */
export function undecidedText({ packet, revision, entry, review_window }: ReleaseFacts): string {
  return `${packet} revision ${revision}: released by entry ${entry.number}, to be decided until ${review_window.closes}, and no decision is proposed`;
}

function optionLines(option: Option): string[] {
  const reach = option.kind === 'exception' ? reachLines(option.exception) : [];
  return [
    `  option ${option.id} (${option.kind}, until ${option.expires}): ${option.title}`,
    ...reach.map((bound) => `    ${bound}`),
  ];
}

function wordsLines(shown: NonNullable<DecisionTold['shown']>): string[] {
  return wordsToWrite(shown).flatMap(({ outcome, how, write }) => [
    `  to ${outcome === null ? 'conclude what is signed' : `sign ${outcome}`}: ${how}`,
    `    ${write}`,
  ]);
}

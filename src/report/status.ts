import type { Claims } from '../claims/claims.ts';
import { kindOf } from '../claims/kind.ts';
import { isVerb, placesOf, VERBS, verbNamed } from '../command/verb.ts';
import { sha256 } from '../digest/digest.ts';
import type { Code } from '../finding/code.ts';
import type { Finding } from '../finding/finding.ts';
import { bounded, code, table } from './markdown.ts';
import { nextSteps } from './sections.ts';
import { statusMarker } from './status-marker.ts';

/** What somebody asked for in a comment, or meant to sign by a review, and what came of it. */
export interface Reply {
  /** GitHub's id of the comment or of the review. */
  readonly id: number;
  readonly in: 'comment' | 'review';
  /** The person's key, or the account. */
  readonly who: string;
  readonly verb: string | null;
  readonly sentence: string;
  /** Null: it was done. */
  readonly refused: Code | null;
}

/** A comment that is edited in place. Two with one digest read the same. */
export interface StatusComment {
  readonly digest: string;
  readonly body: string;
}

/** How it stands, in the words of the check's page; once it is merged nothing is asked of people any more. */
export interface Stands {
  readonly lead: string;
  readonly merged: boolean;
}

/** Enough for any conversation that is still one; the ledger has all of them. */
const MOST_REPLIES = 20;
/** The steps fit beside the rest into what GitHub shows of a comment. */
const LONGEST_BYTES = 50_000;

const RELEASED =
  'shows the terms, the packet and every rule. Whoever `policies/people.yaml` lists asks for something by a comment with a line such as `/countersign recheck`.';
const DECIDED =
  'shows what can be chosen, who signed what, and every rule. An approving review with one line such as `/countersign sign reject` signs; a comment `/countersign conclude` asks to conclude what enough people signed.';

/** How a pull request stands, as everybody sees it who reads its conversation: the same words as on the check's page. */
export function statusComment(
  claims: Claims,
  finding: Finding,
  { lead, merged }: Stands,
  replies: readonly Reply[],
  url: string,
): StatusComment {
  const sections = [
    lead,
    ...(merged ? [] : nextSteps(finding)),
    ...(claims.pull.fork ? wayIn(claims) : []),
    ...answers(replies, url),
    `The check on [the head](${url}/checks) ${kindOf(claims) === 'decision' ? DECIDED : RELEASED}`,
  ];
  const text = bounded(sections.join('\n\n'), LONGEST_BYTES, 'the rest is on the page of the check');
  const digest = sha256(Buffer.from(text, 'utf8'));
  return { digest, body: `${statusMarker(digest)}${text}` };
}

/** What a shell takes for a name and nothing else. */
const PLAIN = /^[\w./-]+$/;

/**
 * Whoever brings it has a hand in it from then on, and is told so before. Only the packet is brought: a fork's branch may
 * hold workflows, which would run here with this repository's token.
 */
function wayIn({ pull }: Claims): string[] {
  const base = PLAIN.test(pull.base) ? pull.base : '<base>';
  const branch = `from-fork-${pull.number}`;
  const commands = [
    `git fetch origin ${base} pull/${pull.number}/head`,
    `git switch -c ${branch} origin/${base}`,
    `git checkout ${pull.head} -- packets/`,
    `git commit -m "Bring the packet of #${pull.number} here" && git push origin ${branch}`,
  ];
  return [
    '### The way in',
    'Nothing is read from a fork. Somebody with write access brings the packet here, and nothing but the packet: the rest of a fork may hold workflows that would run here. Who does has a hand in it, and cannot approve it.',
    ['```sh', ...commands, '```'].join('\n'),
  ];
}

/** What GitHub's pages call the places of these. */
const ANCHORS = { comment: 'issuecomment', review: 'pullrequestreview' } as const;

function answers(replies: readonly Reply[], url: string): string[] {
  if (replies.length === 0) return [];
  const shown = replies.slice(-MOST_REPLIES);
  const rows = shown.map(({ id, in: where, who, verb, sentence, refused }) => [
    `[${where}](${url}#${ANCHORS[where]}-${id})`,
    code(who),
    code(verb ?? '/countersign'),
    `${refused === null ? '✅ ' : `❌ \`${refused}\`: `}${code(sentence, 500)}`,
  ]);
  const strange = shown.some(({ verb }) => verb === null || !isVerb(verb));
  return [
    '### What was asked for',
    table(['where', 'by', 'asked', 'answer'], rows),
    ...(strange ? ['### What can be asked for', commands()] : []),
  ];
}

/** The commands that work, wherever they belong. */
export function commands(): string {
  const verbs = Object.keys(VERBS).filter(isVerb).map(verbNamed);
  const rows = verbs
    .filter(({ comes }) => comes === undefined)
    .map((verb) => [code(`/countersign ${verb.usage}`), verb.who, placesOf(verb), verb.effect]);
  return table(['command', 'who', 'where', 'what it does'], rows);
}

import MarkdownIt, { type Token } from 'markdown-it';
import { withoutSecrets } from '../document/secret.ts';
import { cut } from '../document/text.ts';
import { wrapsNothing } from './inert.ts';

/** A line of somebody's comment that asks for something; whether it may is not said by it. */
export interface Command {
  /** As it was written; `isVerb` tells whether there is one. Empty where `/countersign` stands alone. */
  readonly verb: string;
  /** The rest of the line as people see it, on one line and at most 500 characters; empty when there is none. */
  readonly argument: string;
}

const NAME = '/countersign';
const COMMAND = /^\/countersign(?: (\S+))?(?: (.*))?$/;
const LONGEST_VERB = 40;
const LONGEST_ARGUMENT = 500;

// HTML is recognised, so that nothing inside of it counts. Escaped characters stay apart from text that was written.
const md = new MarkdownIt({ html: true }).disable('text_join');

/**
 * The commands of a comment, in their order: lines that begin with `/countersign` in an ordinary paragraph. Read as
 * CommonMark 0.31 with GitHub's tables, so that a quote, code, a list, a heading, a link or an HTML comment is not one;
 * from the first HTML tag on that could put a quote or a fold around what follows, nothing is.
 */
export function commandsIn(body: string): Command[] {
  if (!body.includes(NAME)) return [];
  const commands: Command[] = [];
  const tokens = md.parse(body, {});
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'html_block' && !wrapsNothing(token.content)) break;
    if (token.type !== 'inline') continue;
    const isParagraph = tokens[at - 1]?.type === 'paragraph_open' && token.level === 1;
    const { lines, whole } = linesOf(token.children ?? []);
    if (isParagraph) commands.push(...lines.flatMap((line) => commandOf(line) ?? []));
    if (!whole) break;
  }
  return commands;
}

/** The lines of a paragraph as tokens, up to the first tag that could wrap what follows; `whole` if there is none. */
function linesOf(tokens: readonly Token[]): { lines: Token[][]; whole: boolean } {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type === 'html_inline' && !wrapsNothing(token.content)) return { lines, whole: false };
    if (token.type === 'softbreak' || token.type === 'hardbreak') lines.push([]);
    else lines.at(-1)?.push(token);
  }
  return { lines, whole: true };
}

function commandOf(line: readonly Token[]): Command | null {
  const [first] = line;
  // Only what was written as text: `\/countersign` and `&#47;countersign` look the same and are no command.
  if (first?.type !== 'text' || !/^\/countersign(?:\s|$)/.test(first.content)) return null;
  const words = line
    .map(seen)
    .join('')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  // Before it is split: the head of a private key is the verb, and what follows would no longer look like one.
  const [, verb = '', argument = ''] = COMMAND.exec(withoutSecrets(words)) ?? [];
  return { verb: cut(verb, LONGEST_VERB), argument: cut(argument, LONGEST_ARGUMENT) };
}

/** What people see of a token: text and code, and neither addresses nor pictures nor comments. */
function seen({ type, content }: Token): string {
  return type === 'text' || type === 'text_special' || type === 'code_inline' ? content : '';
}

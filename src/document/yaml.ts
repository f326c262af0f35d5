import { Composer, type CST, type Document, Parser } from 'yaml';
import { cut, type Fault } from './text.ts';

/** How many lists and mappings may stand inside each other. */
export const DEEPEST = 32;

/** Some reasons of the parser quote all that is left of the file. */
const LONGEST_REASON = 120;

/**
 * Parses YAML up to its nodes, with everything in it that no file of ours may use told as a fault. Nothing is
 * resolved: no alias is followed, no tag is run, every scalar is its text. There is no document where the nesting is
 * too deep: composing recurses and would overflow the stack, so the parser's flat tokens are measured before. There is
 * none after an error of syntax either, of which only the first is told: all that follows would be about a guess.
 */
export function parseYaml(text: string): { readonly document?: Document.Parsed; readonly faults: Fault[] } {
  const tokens = [...new Parser().parse(text)];
  const { faults, depth } = inspect(tokens);
  if (depth > DEEPEST) return { faults };
  const composer = new Composer({ schema: 'failsafe', stringKeys: true, uniqueKeys: false, prettyErrors: false });
  const [document, ...others] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return { faults };
  // Where a token is refused, what the composer says of it only follows from that.
  const refused = new Set(faults.map((fault) => fault.offset));
  const [first] = [document, ...others]
    .flatMap(({ errors }) => errors)
    .filter(({ pos }) => !refused.has(pos[0]))
    .toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first === undefined) return { document, faults };
  const reason = `${first.message.charAt(0).toLowerCase()}${first.message.slice(1)}`;
  const message = `expected YAML, seen otherwise: ${cut(reason, LONGEST_REASON)}`;
  const hint = 'look at indentation, colons, quotes and brackets here and just above';
  return { faults: [...faults, { offset: first.pos[0], code: 'syntax', message, hint }] };
}

/** Looks at every token without recursion, so that no nesting can overflow the stack. */
function inspect(tokens: readonly CST.Token[]): { faults: Fault[]; depth: number } {
  const faults: Fault[] = [];
  let depth = 0;
  let documents = 0;
  const open: { token: CST.Token; level: number }[] = tokens.map((token) => ({ token, level: 0 })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token } = next;
    const isCollection = 'items' in token;
    const level = next.level + (isCollection ? 1 : 0);
    if (level === DEEPEST + 1 && depth <= DEEPEST) faults.push(tooDeep(token.offset));
    depth = Math.max(depth, level);
    if (token.type === 'document') documents += 1;
    const fault = token.type === 'document' && documents === 2 ? severalDocuments(token.offset) : unwanted(token);
    if (fault !== undefined) faults.push(fault);
    for (const child of childrenOf(token)) open.push({ token: child, level });
  }
  return { faults, depth };
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return [...token.start, ...(token.value ? [token.value] : [])];
  if (token.type === 'block-scalar') return token.props;
  if (!('items' in token)) return [];
  return token.items.flatMap(({ start, key, sep, value }) => [
    ...start,
    ...(key ? [key] : []),
    ...(sep ?? []),
    ...(value ? [value] : []),
  ]);
}

function unwanted(token: CST.Token): Fault | undefined {
  const { offset } = token;
  switch (token.type) {
    case 'anchor':
    case 'alias':
      return {
        offset,
        code: 'alias',
        message: `expected plain values, seen the ${token.type} \`${token.source}\``,
        hint: 'write the value out where it is used; text that begins with & or * needs quotes',
      };
    case 'tag':
    case 'directive':
      return {
        offset,
        code: 'tag',
        message: `expected values without types, seen \`${token.source}\``,
        hint: 'remove it: the schema says what type a value has; text that begins with ! needs quotes',
      };
    default:
      return undefined;
  }
}

function tooDeep(offset: number): Fault {
  return {
    offset,
    code: 'too-deep',
    message: `expected at most ${DEEPEST} lists and mappings inside each other, seen more`,
    hint: 'no file of this project nests so deep; look for unclosed brackets',
  };
}

function severalDocuments(offset: number): Fault {
  return {
    offset,
    code: 'several-documents',
    message: 'expected one document, seen a second',
    hint: 'remove the line `---` or `...` and what belongs to the other document',
  };
}

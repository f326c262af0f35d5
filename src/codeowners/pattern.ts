/**
 * A pattern of CODEOWNERS as steps, one for each part of a path: `**` stands for any number of parts, also none;
 * any other step is a glob for exactly one part (`*`, `?` and `\` before a literal character).
 */
export type Steps = readonly string[];

/**
 * The steps of a pattern, or why it is none (docs.github.com, "About code owners": gitignore patterns, but no `\#`,
 * no `!`, no `[ ]`). Where that page says nothing, what hmarr/codeowners found out counts.
 */
export function stepsOf(pattern: string): { readonly steps: Steps } | { readonly why: string } {
  if (pattern.startsWith('!')) return { why: 'patterns cannot be negated with `!`' };
  if (pattern.startsWith('\\#')) return { why: 'a `#` at the start cannot be escaped' };
  if (/[[\]]/.test(pattern)) return { why: 'character ranges in `[ ]` do not work' };
  if (pattern.includes('***')) return { why: 'three asterisks in a row mean nothing' };
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(pattern)) return { why: 'a backslash at the end escapes nothing' };
  if (/^\/+$/.test(pattern)) return { why: 'a pattern of slashes alone matches nothing' };

  const isFolder = pattern.endsWith('/');
  const parts = pattern.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (parts.includes('')) return { why: 'two slashes in a row match nothing' };
  // A slash at the start or in the middle ties the pattern to the root; without one it matches at any depth.
  const isTied = pattern.startsWith('/') || parts.length > 1;
  const steps = isTied || parts[0] === '**' ? parts : ['**', ...parts];
  const last = steps.at(-1);
  if (last === '**') return { steps: [...steps.slice(0, -1), '*', '**'] };
  if (isFolder) return { steps: [...steps, '*', '**'] };
  // What names a folder covers all in it, but a lone `*` at the end stays with the direct children: `docs/*`.
  return { steps: last === '*' ? steps : [...steps, '**'] };
}

/** Whether the steps match the whole path. Time is bounded by the product of both lengths, whatever the pattern. */
export function matches(steps: Steps, path: string): boolean {
  return matchWild(steps, path.split('/'), '**', matchPart);
}

function matchPart(glob: string, part: string): boolean {
  if (!/[*?\\]/.test(glob)) return glob === part;
  return matchWild(tokensOf(glob), Array.from(part), '*', (token, character) =>
    token.startsWith('\\') ? token.slice(1) === character : token === '?' || token === character,
  );
}

/** A glob's characters, each escaped one together with its backslash. */
function tokensOf(glob: string): string[] {
  return glob.match(/\\.|./gsu) ?? [];
}

/** On a mismatch only the last wildcard seen is asked to take one more: going back further could change nothing. */
function matchWild(
  pattern: readonly string[],
  items: readonly string[],
  wildcard: string,
  one: (step: string, item: string) => boolean,
): boolean {
  let step = 0;
  let item = 0;
  let retry: { step: number; item: number } | undefined;
  while (item < items.length) {
    const wanted = pattern[step];
    const given = items[item];
    if (wanted === wildcard) {
      retry = { step: step + 1, item: item + 1 };
      step += 1;
    } else if (wanted !== undefined && given !== undefined && one(wanted, given)) {
      step += 1;
      item += 1;
    } else if (retry === undefined) return false;
    else {
      step = retry.step;
      item = retry.item;
      retry = { step: retry.step, item: retry.item + 1 };
    }
  }
  return pattern.slice(step).every((rest) => rest === wildcard);
}

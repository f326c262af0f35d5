import type { Repository, Rule, Ruleset } from '../world.ts';

/** A rule that applies to a ref, with the ruleset that it stands in: bypassing is a matter of the whole ruleset. */
export interface Applied {
  readonly ruleset: Ruleset;
  readonly rule: Rule;
}

/** All rules of all active rulesets that match; GitHub lets the most restrictive win by applying every one. */
export function rulesFor(repository: Repository, ref: string): Applied[] {
  const target = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  return repository.rulesets
    .filter((ruleset) => ruleset.enforcement === 'active' && ruleset.target === target)
    .filter(({ conditions }) => names(conditions.include) && !names(conditions.exclude))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));

  function names(patterns: readonly string[]): boolean {
    return patterns.some((pattern) => {
      if (pattern === '~ALL') return true;
      if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${repository.defaultBranch}`;
      return fnmatch(pattern).test(ref);
    });
  }
}

/** Ruby's `File.fnmatch` with `FNM_PATHNAME`, as "Creating rulesets" documents: `*` stops at a slash, two of them before a slash do not. */
function fnmatch(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*+|\?|[.+^${}()|\\[\]]/g, (token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token.startsWith('*')) return '[^/]*';
    return token === '?' ? '[^/]' : `\\${token}`;
  });
  return new RegExp(`^${source}$`, 'u');
}

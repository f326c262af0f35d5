/** What expressions may name: `github`, `inputs`, `runner`, ... each a tree of values. */
export type Contexts = Readonly<Record<string, unknown>>;

/** An expression that is not understood here: GitHub's own has functions and operators, and more contexts. */
export class UnknownExpression extends Error {}

/** In these GitHub has more than is known here, so that a name that is missing is no proof that it is empty. */
const PARTLY_KNOWN = ['github', 'runner'];

/**
 * A text with each `${{ ... }}` in it replaced by the value of a path such as `inputs.intent`, or by a literal. What
 * a known context does not have is empty, as on GitHub. Throws `UnknownExpression`.
 */
export function evaluate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => written(found(expression.trim(), contexts)));
}

function found(expression: string, contexts: Contexts): unknown {
  const literal = /^'((?:[^']|'')*)'$/.exec(expression)?.[1];
  if (literal !== undefined) return literal.replaceAll("''", "'");
  if (!/^[a-z_][\w-]*(\.[a-z_][\w-]*)+$/i.test(expression))
    throw new UnknownExpression(`expected a path such as \`inputs.name\`, seen \`${expression}\``);
  const [root = '', ...path] = expression.split('.');
  if (!Object.hasOwn(contexts, root)) throw new UnknownExpression(`Unrecognized named-value: '${root}'`);
  const [first = ''] = path;
  if (PARTLY_KNOWN.includes(root) && member(contexts[root], first) === undefined)
    throw new UnknownExpression(`\`${root}.${first}\` is not known here`);
  return path.reduce<unknown>(member, contexts[root]);
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'object') throw new UnknownExpression('expected a text, seen an object');
  return String(value);
}

import type { Code } from '../../finding/code.ts';

/** Ends the command before anything is signed. What was seen may quote anybody. */
export class NotSealed extends Error {
  override readonly name = 'NotSealed';
  readonly code: Code;
  readonly expected: string;
  readonly seen: string;
  readonly hint: string;

  constructor({ code, expected, seen, hint }: Pick<NotSealed, 'code' | 'expected' | 'seen' | 'hint'>) {
    super(`${code}: expected ${expected}, seen ${seen}`);
    this.code = code;
    this.expected = expected;
    this.seen = seen;
    this.hint = hint;
  }
}

/** Refuses unless each of these is exactly what it must be; one that is not there is not. */
export function requireExactly(
  seen: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, string>>,
  hint: string,
): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (seen[name] === value) continue;
    const found = typeof seen[name] === 'string' ? `\`${seen[name]}\`` : 'none';
    const expected = `${name} \`${value}\``;
    throw new NotSealed({ code: 'attestation-identity-mismatch', expected, seen: found, hint });
  }
}

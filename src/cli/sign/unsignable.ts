import type { Code } from '../../finding/code.ts';

/** What was named is as it should be, and does not bear out what would be signed. */
export class Unsignable extends Error {
  override readonly name = 'Unsignable';
  readonly code: Code;

  constructor(code: Code, expected: string, seen: string) {
    super(`${code}: expected ${expected}, seen ${seen}`);
    this.code = code;
  }
}

import { z } from 'zod';
import { CODE_NAMES } from '../finding/code.ts';

/** What the bodies of entries are made of. Every text is bounded and every number is an integer, so that an entry is too. */

/** A git object id. */
export const oid = z.string().regex(/^[0-9a-f]{40}$/, 'expected 40 lower-case hex digits');
export const digest = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]);
/** RFC 3339, UTC, whole seconds. */
export const instant = z.iso.datetime({ precision: 0 });
/** An id that GitHub gives: of a repository, account, team, review or activity row; also a number of a pull request. */
export const id = z.int().positive();
/** The folder of an entry has four digits and its file eight, so a ledger ends at 99,999,999. */
export const entryNumber = z.int().nonnegative().max(99_999_999);
export const packet = z.string().regex(/^[a-z][a-z0-9-]{2,63}$/);
export const council = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
export const person = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
export const revision = z.int().positive();
export const code = z.enum(CODE_NAMES);
export const codes = z.array(code).min(1).max(64).readonly();
/** The name of a branch, which git allows nearly every character. */
export const branch = line(255);
/** `owner/name`. */
export const repositoryName = z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/);
export const repositories = z.array(id).max(1000).readonly();
export const teams = z.array(id).max(1000).readonly();
export const window = z.strictObject({ opens: instant, closes: instant });

/** Text of at most this many UTF-16 units that UTF-8 can hold. */
export function text(longest: number) {
  return z.string().min(1).max(longest).refine(isWellFormed, 'expected no lone surrogate');
}

/** The same without control characters: safe to print, and never more than one line. */
export function line(longest: number) {
  return text(longest).regex(/^\P{Cc}*$/u, 'expected no control character');
}

function isWellFormed(value: string): boolean {
  return value.isWellFormed();
}

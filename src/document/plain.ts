import { cut } from './text.ts';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** What the YAML 1.2 core schema makes a number, boolean or null of and JSON does not. */
const READERS_DIFFER =
  /^(?:Null|NULL|True|TRUE|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;

/**
 * The value of a scalar without quotes: YAML's core schema (YAML 1.2.2, section 10.3) as far as JSON goes. All else
 * is text, dates and `no` too; but what the core schema takes for something that JSON has not, or a number that would
 * lose digits, is refused with the reason, since readers differ about it.
 */
export function plainValue(
  text: string,
): { readonly value: unknown } | { readonly message: string; readonly hint: string } {
  if (text === '' || text === '~' || text === 'null') return { value: null };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  if (NUMBER.test(text)) {
    const number = Number(text);
    const keepsDigits = /^-?\d+$/.test(text) ? Number.isSafeInteger(number) : Number.isFinite(number);
    if (keepsDigits) return { value: number };
    return {
      message: `expected a number of which no digit is lost, seen \`${cut(text, 60)}\``,
      hint: 'put it in quotes if it is a name',
    };
  }
  if (!READERS_DIFFER.test(text)) return { value: text };
  return {
    message: `expected a value that all readers take alike, seen \`${cut(text, 60)}\``,
    hint: 'put text in quotes; write whole numbers in digits, and true, false and null in small letters',
  };
}

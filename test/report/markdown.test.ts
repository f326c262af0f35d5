import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, visible } from '../../src/report/markdown.ts';

/** The content of a code span by CommonMark 6.1: the text between two runs of backticks of one length. */
function spanned(markdown: string): string | null {
  const fence = /^`+/.exec(markdown)?.[0] ?? '';
  const inner = markdown.slice(fence.length, -fence.length);
  const runs = inner.match(/`+/g) ?? [];
  if (!markdown.endsWith(fence) || fence === '' || runs.some((run) => run.length === fence.length)) return null;
  return inner;
}

describe("somebody else's text", () => {
  it('J06: is one code span on one line, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const span = code(text, 10_000);
        expect(spanned(span)).not.toBeNull();
        expect(span).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(span.replaceAll('\\|', '')).not.toContain('|');
      }),
    );
  });

  it.each([
    '](https://evil.example) ![x](https://evil.example/p.png)',
    '@acme/all and #1',
    '<!-- countersign:9001:x:r1 -->',
    '<img src=x onerror=alert(1)>',
    '`` ` ```',
  ])('J06: cannot leave its code span: %s', (text) => {
    expect(spanned(code(text))?.trim().replaceAll('\\|', '|')).toBe(text.trim());
  });

  it('J08: shows what cannot be seen', () => {
    expect(visible('a\u202Eb\u200Bc\u{E0041}d\u0000')).toBe('a\\u{202e}b\\u{200b}c\\u{e0041}d\\u{0}');
  });

  it('is cut where it is too long, and says so', () => {
    expect(code('x'.repeat(400), 10)).toBe(`\`${'x'.repeat(10)}…\``);
  });
});

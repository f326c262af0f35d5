const ATTRIBUTE = String.raw`\s+[\w-]+(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=${'`'}]+))?`;
const EMPTY_ELEMENT = String.raw`<(?:img|br|hr)(?:${ATTRIBUTE})*\s*/?>`;
/** HTML ends a comment at `-->` and also at `--!>`, and takes `<!-->` and `<!--->` for whole ones. */
const COMMENT = String.raw`<!--(?!-?>)(?:(?!--!?>)[\s\S])*-->`;
const INERT = new RegExp(`^(?:[^<]|${COMMENT}|${EMPTY_ELEMENT})*$`);

/**
 * Whether a piece of HTML ends where it ends: whole comments, pictures and line breaks. Any other tag could be a quote,
 * a fold or code around all that comes after it, however Markdown reads that.
 */
export function wrapsNothing(html: string): boolean {
  return INERT.test(html);
}

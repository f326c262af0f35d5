import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import { Html, html } from './html.ts';

/** A part of a text that begins with a heading; the first may have none. */
export interface Section {
  readonly heading: Html | null;
  readonly body: Html;
  /** Characters of its source, to tell a long one. */
  readonly length: number;
}

/**
 * Markdown as GitHub shows it, made harmless: HTML stays text, links lead to http addresses only and carry no weight,
 * pictures are named and not loaded, and there is no style. Headings stand below `level` without gaps, whatever the
 * text had in mind, so that the page keeps its order.
 */
export function markdown(text: string, level: number): Html {
  return rendered(parsed(text, level));
}

/** The same, in parts at its outermost headings, which stand one below `level`. */
export function sections(text: string, level: number): Section[] {
  const tokens = parsed(text, level);
  const starts = tokens.flatMap((token, at) => (token.type === 'heading_open' && token.level === 0 ? [at] : []));
  const lead = tokens.slice(0, starts[0]);
  const titled = starts.map((start, index) => {
    const inside = tokens.slice(start + 3, starts[index + 1]);
    return { heading: rendered(tokens.slice(start + 1, start + 2)), body: rendered(inside), length: lengthOf(inside) };
  });
  return [...(lead.length > 0 ? [{ heading: null, body: rendered(lead), length: lengthOf(lead) }] : []), ...titled];
}

// Line ends break, as they do in GitHub's comments.
const md = new MarkdownIt({ html: false, linkify: true, breaks: true });
// Only what says that it is an address is one: not every word with a dot in it.
md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
md.validateLink = (address) => /^(https?:\/\/|#|\/(?!\/))/i.test(address);

/** On GitHub nobody sees a comment; here everybody does, since it may be meant for a machine. */
md.inline.ruler.before('text', 'comment', (state, silent) => {
  const [whole, inside = ''] = /^<!--([\s\S]*?)-->/.exec(state.src.slice(state.pos, state.posMax)) ?? [];
  if (whole === undefined) return false;
  if (!silent) state.push('comment', '', 0).content = inside.trim();
  state.pos += whole.length;
  return true;
});

const rule = (show: (token: Token) => Html): RendererRule => {
  return (tokens, at) => {
    const token = tokens[at];
    return token === undefined ? '' : show(token).text;
  };
};
const box = (name: string) => html`<div class="scroll" role="group" aria-label="${name}" tabindex="0">`;
const block = rule(({ content }) => html`${box('Code')}<pre><code>${content}</code></pre></div>`);
/** A cell, with a class for its side: a style, which markdown-it would set, is forbidden by the page's policy. */
const cell = rule((token) => {
  const [, side] = /text-align:(\w+)/.exec(String(token.attrGet('style'))) ?? [];
  return new Html(side === undefined ? `<${token.tag}>` : `<${token.tag} class="${side}">`);
});

Object.assign(md.renderer.rules, {
  comment: rule(({ content }) => html`<span class="unseen">not shown on GitHub: <code>${content}</code></span>`),
  image: rule(({ content }) => html`<span class="unseen">picture, not loaded: ${content}</span>`),
  table_open: rule(() => html`${box('Table')}<table>`),
  table_close: rule(() => html`</table></div>`),
  fence: block,
  code_block: block,
  th_open: cell,
  td_open: cell,
  link_open: rule((token) => html`<a href="${token.attrGet('href')}" rel="nofollow noopener noreferrer">`),
});

/** The tokens of a text, its headings renumbered. */
function parsed(text: string, level: number): Token[] {
  const tokens = md.parse(text, {});
  let open: readonly number[] = [];
  for (const token of tokens) {
    const wanted = /^h[1-6]$/.test(token.tag) ? Number(token.tag.slice(1)) : undefined;
    if (wanted === undefined) continue;
    if (token.nesting === 1) open = [...open.filter((outer) => outer < wanted), wanted];
    token.tag = `h${Math.min(6, level + open.length)}`;
  }
  return tokens;
}

function rendered(tokens: Token[]): Html {
  return new Html(md.renderer.render(tokens, md.options, {}));
}

function lengthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { content }) => sum + content.length, 0);
}

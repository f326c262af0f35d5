import MarkdownIt from 'markdown-it';
import { type Outcome, outcomeText } from '../decision/outcome.ts';
import { readJson } from '../document/json.ts';
import { type SealBundle, writeBundle } from '../seal/bundle.ts';
import { readBundle } from '../sigstore/bundle.ts';
import { answered, invalid, type Refusal } from '../sigstore/refused.ts';

/** What a review's text brings: one Sigstore bundle, none, or something that was meant as one and cannot be taken. */
export type BundleIn =
  | { readonly found: 'one'; readonly bundle: SealBundle }
  | { readonly found: 'none' }
  | { readonly found: 'unusable'; readonly refusal: Refusal };

const FENCE = '```';
/** How each media type of a Sigstore bundle begins (sigstore/protobuf-specs `sigstore_bundle.proto`). */
const MARK = 'application/vnd.dev.sigstore.bundle';
/** Bytes: an entry of the ledger holds it beside all else. Real ones have five thousand. */
const LONGEST = 32 * 1024;

const md = new MarkdownIt({ html: true });

/** The text of an approving review that signs: the line that names the outcome, and the signer's own signature. */
export function reviewBody(outcome: Outcome, bundle: SealBundle): string {
  return `/countersign sign ${outcomeText(outcome)}\n\n${FENCE}json\n${JSON.stringify(bundle)}\n${FENCE}\n`;
}

/**
 * The one Sigstore bundle in a review's text: a fenced block that stands by itself, not in a quote or a list. Written
 * anew, since whoever pastes one can put what they like beside it. Nothing is verified.
 */
export function bundleIn(body: string): BundleIn {
  if (!body.includes(MARK)) return { found: 'none' };
  const blocks = md.parse(body, {}).filter(({ type, level }) => type === 'fence' && level === 0);
  const meant = blocks.filter(({ content }) => content.includes(MARK));
  const [block] = meant;
  if (block === undefined) return { found: 'none' };
  const read = answered(() => {
    if (meant.length > 1) throw invalid('one Sigstore bundle', String(meant.length));
    const bytes = Buffer.from(block.content);
    if (bytes.byteLength > LONGEST) throw invalid(`at most ${LONGEST} bytes`, String(bytes.byteLength));
    return { ok: true as const, bundle: writeBundle(readBundle(readJson(bytes))) };
  });
  return read.ok ? { found: 'one', bundle: read.bundle } : { found: 'unusable', refusal: read };
}

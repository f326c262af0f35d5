/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Piece = string | number | null | Html | readonly Html[];

/** HTML with every value in it escaped, unless it is HTML itself. What people wrote stays text. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(parts.reduce((whole, part, at) => whole + shown(values[at - 1] ?? '') + part));
}

function shown(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece === 'object') return (piece ?? []).map(({ text }) => text).join('');
  return String(piece).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

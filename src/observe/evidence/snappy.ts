/**
 * Unpacks the block format of Snappy (github.com/google/snappy, `format_description.txt`): the length of the whole,
 * then literals and copies of what came before. Throws `SyntaxError` unless exactly the promised bytes come out, and
 * before anything is unpacked where more than `mostBytes` are promised. Our own, since snappyjs can be kept going
 * round for ever by a length that reads as negative.
 */
export function unpackSnappy(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = headerOf(packed);
  if (start.length > mostBytes) throw new SyntaxError(`more than ${mostBytes} bytes when unpacked`);
  const out = Buffer.alloc(start.length);
  let [at, filled] = [start.at, 0];
  while (at < packed.length) {
    const { literal, length, offset, next } = elementAt(packed, at);
    if (filled + length > out.length) throw new SyntaxError('more bytes than promised');
    if (literal) {
      if (next + length > packed.length) throw new SyntaxError('cut off');
      out.set(packed.subarray(next, next + length), filled);
      at = next + length;
    } else {
      if (offset === 0 || offset > filled) throw new SyntaxError('a copy of what is not there');
      // Byte by byte: a copy may run into what it has just written, which repeats it.
      for (let i = filled; i < filled + length; i++) out[i] = out[i - offset] ?? 0;
      at = next;
    }
    filled += length;
  }
  if (filled !== out.length) throw new SyntaxError('fewer bytes than promised');
  return out;
}

/** The promised length, seven bits a byte from the lowest up, at most 32 in all. */
function headerOf(packed: Buffer): { readonly length: number; readonly at: number } {
  let length = 0;
  for (const [at, byte] of packed.subarray(0, 5).entries()) {
    length += (byte % 128) * 128 ** at;
    if (byte < 128) return { length, at: at + 1 };
  }
  throw new SyntaxError('no length');
}

/** What the two lowest bits of a tag stand for: a literal, or a copy with its offset in 1, 2 or 4 bytes. */
function elementAt(packed: Buffer, at: number) {
  const tag = packed[at] ?? 0;
  const kind = tag & 3;
  if (kind === 0) {
    const short = tag >> 2;
    const more = Math.max(0, short - 59);
    const length = (more === 0 ? short : number(packed, at + 1, more)) + 1;
    return { literal: true, length, offset: 0, next: at + 1 + more };
  }
  if (kind === 1) {
    const offset = (tag >> 5) * 256 + number(packed, at + 1, 1);
    return { literal: false, length: ((tag >> 2) & 7) + 4, offset, next: at + 2 };
  }
  const wide = kind === 2 ? 2 : 4;
  return { literal: false, length: (tag >> 2) + 1, offset: number(packed, at + 1, wide), next: at + 1 + wide };
}

function number(packed: Buffer, at: number, bytes: number): number {
  if (at + bytes > packed.length) throw new SyntaxError('cut off');
  return packed.readUIntLE(at, bytes);
}

/** One line of git's wire format: four hex digits of length, then the bytes (gitprotocol-common). */
export function pkt(data: string | Uint8Array): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}
export const FLUSH = Buffer.from('0000');

/** The lines up to the first flush, and whatever follows it. */
export function readPktLines(data: Buffer): { lines: Buffer[]; rest: Buffer } {
  const lines: Buffer[] = [];
  for (let at = 0; at + 4 <= data.length; ) {
    const length = Number.parseInt(data.toString('latin1', at, at + 4), 16);
    if (length === 0) return { lines, rest: data.subarray(at + 4) };
    if (!(length >= 4)) break;
    lines.push(data.subarray(at + 4, at + length));
    at += length;
  }
  return { lines, rest: Buffer.alloc(0) };
}

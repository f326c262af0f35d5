/** DER as X.509 and RFC 3161 need it (ITU-T X.690): only writing, and only what this Sigstore says. */

/** One element: tag, length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.byteLength), body]);
}

export const sequence = (...items: readonly Uint8Array[]): Buffer => der(0x30, ...items);
export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const TRUE = der(0x01, Buffer.from([0xff]));

/** DER sorts the members of a set by their bytes. */
export function set(...items: readonly Uint8Array[]): Buffer {
  return der(0x31, ...items.toSorted(Buffer.compare));
}

/** `[n]`, around whole elements (EXPLICIT) or in place of a constructed one's tag (IMPLICIT). */
export function context(n: number, ...content: readonly Uint8Array[]): Buffer {
  return der(0xa0 | n, ...content);
}

/** Not negative; bytes are big-endian. */
export function integer(value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? base256(value) : value;
  // A first byte from 0x80 on would make it negative.
  const sign = (bytes[0] ?? 0) & 0x80 ? [0] : [];
  return der(0x02, Buffer.from(sign), bytes);
}

/** A bit string, of which the last byte leaves `unused` bits out. */
export function bits(bytes: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), bytes);
}

/** From dotted decimal. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...arcs.flatMap(base128)]));
}

/** `ms` since 1970, as RFC 5280 wants a certificate's validity: two-digit years up to 2049. */
export function validityTime(ms: number): Buffer {
  const digits = timeDigits(ms);
  return digits < '2050' ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

export function generalizedTime(ms: number): Buffer {
  return der(0x18, Buffer.from(timeDigits(ms)));
}

function timeDigits(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes = base256(size);
  return Buffer.concat([Buffer.from([0x80 | bytes.byteLength]), bytes]);
}

function base256(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) | 0x80);
  return digits;
}

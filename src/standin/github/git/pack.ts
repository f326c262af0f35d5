import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Oid, RawObject } from './object.ts';

/** A pack and its index (git's gitformat-pack, versions 2), by the name that both have before their endings. */
export interface Pack {
  readonly name: string;
  readonly pack: Buffer;
  readonly index: Buffer;
}

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;

/** Packs objects whole, without deltas. */
export function packed(objects: ReadonlyMap<Oid, RawObject>): Pack {
  const sorted = [...objects].sort(([a], [b]) => (a < b ? -1 : 1));
  const written = sorted.map(([oid, { type, data }]) => {
    return { oid, bytes: Buffer.concat([headOf(TYPES[type], data.length), deflateSync(data, { level: 1 })]) };
  });
  const body = Buffer.concat([Buffer.from('PACK'), numbers([2, written.length]), ...written.map(({ bytes }) => bytes)]);
  const checksum = createHash('sha1').update(body).digest();
  return {
    name: `pack-${checksum.toString('hex')}`,
    pack: Buffer.concat([body, checksum]),
    index: indexOf(written, checksum),
  };
}

/** Type and size: four bits of the size in the first byte, seven in each that follows, the lowest first. */
function headOf(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 0x0f)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 0x80;
    bytes.push(rest & 0x7f);
  }
  return Buffer.from(bytes);
}

/** How many names begin with at most each byte; then names, checksums and offsets, in the order of the names. */
function indexOf(written: readonly { readonly oid: Oid; readonly bytes: Buffer }[], checksum: Buffer): Buffer {
  const first = written.map(({ oid }) => Number.parseInt(oid.slice(0, 2), 16));
  const fanout = Array.from({ length: 256 }, (_, byte) => first.filter((one) => one <= byte).length);
  let offset = 12;
  const offsets = written.map(({ bytes }) => {
    const at = offset;
    offset += bytes.length;
    return at;
  });
  const body = Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63]),
    numbers([2, ...fanout]),
    ...written.map(({ oid }) => Buffer.from(oid, 'hex')),
    numbers(written.map(({ bytes }) => crc32(bytes))),
    numbers(offsets),
    checksum,
  ]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Four bytes each, the highest first. */
function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

import type { TrustMaterial } from '@sigstore/verify';

/** A certificate as the library holds it: the tree that it parsed. */
export type Certificate = TrustMaterial['certificateAuthorities'][number]['certChain'][number];

/** DER (X.690) of one element, up to 64 KiB. */
export function der(tag: number, content: Buffer): Buffer {
  const size = content.byteLength;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/**
 * Makes a certificate keep its bytes. The library writes them anew from the tree, one element at a time, whenever it
 * compares two certificates or looks at a key, which is most of what a verification takes. What it gets is what it
 * would have written; nothing that it checks is left out. Where it changes a certificate, it parses a copy first.
 */
export function writtenOnce(certificate: Certificate): void {
  const { root } = certificate;
  const [signed] = root.subs;
  for (const part of [root, ...root.subs, ...(signed?.subs ?? [])]) {
    const write = part.toDER.bind(part);
    let bytes: Buffer | undefined;
    part.toDER = () => {
      bytes ??= write();
      return bytes;
    };
  }
}

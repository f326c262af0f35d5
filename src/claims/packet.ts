import type { Claims, PacketFacts } from './claims.ts';

/** What the packet says; null while it is not valid, or not known. */
export function packetIn({ packet }: Pick<Claims, 'packet'>): PacketFacts | null {
  return 'known' in packet && packet.known.valid ? packet.known.facts : null;
}

import { packetSections } from '../../report/packet.ts';
import { met, type Rule, unmet, waitsFor } from '../case.ts';

/**
 * GitHub cuts a page at 65,535 bytes. This much of it is left when holds, terms and what surrounds them have theirs; what
 * stands further down owners would approve, and the council receive, without seeing it.
 */
const LONGEST_BYTES = 24_000;

/** Everything that a packet says can be read where it is approved and delivered, its blocked paths and options above all. */
export const legible: Rule = ({ packet }) => {
  const wanted = `summary, blocked paths and options whole on one page, in at most ${LONGEST_BYTES} bytes of it`;
  if (packet === null) return waitsFor('legible', wanted, 'packet');
  const bytes = Buffer.byteLength(packetSections(packet, []).join('\n\n'));
  if (bytes <= LONGEST_BYTES) return met('legible', wanted, `${bytes} bytes`);
  return unmet('legible', 'packet-too-large', {
    wanted,
    seen: `${bytes} bytes`,
    mend: 'shorten summary and descriptions, or their number: long text goes into a file of the packet',
  });
};

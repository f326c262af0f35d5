import type { PacketProblem } from '../../claims/packet.ts';
import type { Code } from '../../finding/code.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';
import { GRAVITY } from './gravity.ts';

const WANTED = 'a packet folder that parses, names each of its files, and holds nothing unsafe';
/** The folder is a packet. All its problems are shown at once, each with its place. */
export const packetIsValid: Rule = ({ claims }) => {
  if ('unknown' in claims.change || claims.change.known.kind !== 'packet') return waitsFor('packet', WANTED, 'change');
  if ('unknown' in claims.packet) return unreadable('packet', WANTED, claims.packet);
  const seen = claims.packet.known;
  if (seen.valid) return met('packet', WANTED, `${seen.facts.files.length} files`);
  const [code = 'packet-invalid', ...also] = codesOf(seen.problems);
  return unmet('packet', code, {
    wanted: WANTED,
    seen: seen.problems
      .map(({ message, place }) => (place ? `${place.path}:${place.line}:${place.column}: ${message}` : message))
      .join('; '),
    mend: [...new Set(seen.problems.map(({ hint }) => hint))].join('; '),
    also,
    at: seen.problems.flatMap(({ place }) => place ?? []),
  });
};

function codesOf(problems: readonly PacketProblem[]): Code[] {
  const rank = (code: Code) => (GRAVITY.includes(code) ? GRAVITY.indexOf(code) : GRAVITY.length);
  return [...new Set(problems.map(({ code }) => code))].sort((a, b) => rank(a) - rank(b));
}

import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** The number says which revision people approve; a revision that ended never comes back. */
export const revision: Rule = ({ claims, packet }) => {
  const wanted = 'the next free revision number';
  if (packet === null) return waitsFor('revision', wanted, 'packet');
  if ('unknown' in claims.ledger) return waitsFor('revision', wanted, 'ledger');
  const known = claims.ledger.known.revision;
  if (known === null) return waitsFor('revision', wanted, 'packet');
  const seen = `revision ${packet.revision}`;
  const next = `set \`revision: ${known.expected}\` in packet.yaml`;
  if (known.ended !== null) {
    const [code = 'packet-superseded'] = known.ended.codes;
    return unmet('revision', code, {
      wanted: `${wanted}: ${known.expected}`,
      seen: `${seen}, which is ${known.ended.state}`,
      mend: `propose the packet anew: ${next}`,
      denies: true,
    });
  }
  if (packet.revision === known.expected) return met('revision', wanted, seen);
  const behind = packet.revision < known.expected;
  return unmet('revision', behind ? 'packet-superseded' : 'packet-invalid', {
    wanted: `${wanted}: ${known.expected}, because ${known.because}`,
    seen,
    mend: next,
  });
};

/** Two open pull requests for one packet: an owner's approval of one of them decides, until then neither goes on. */
export const rivals: Rule = ({ claims, packet }) => {
  const wanted = "no other open pull request for this packet, or an owner's approval of this one since";
  if (packet === null) return waitsFor('rivals', wanted, 'packet');
  if ('unknown' in claims.ledger) return waitsFor('rivals', wanted, 'ledger');
  const others = claims.ledger.known.rivals.map((number) => `#${number}`).join(', ');
  if (others === '') return met('rivals', wanted, 'none');
  return unmet('rivals', 'packet-superseded', {
    wanted,
    seen: others,
    mend: `an owner approves the one that is to go on; or close ${others} or this one`,
  });
};

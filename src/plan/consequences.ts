import { kindOf } from '../claims/kind.ts';
import { packetIn } from '../claims/packet.ts';
import { codes, type Finding, outcome } from '../finding/finding.ts';
import { judgePacket } from '../judge/packet.ts';
import { countApprovals } from '../judge/rules/approvals.ts';
import { councilOn } from '../policy/consult.ts';
import type { Becomes, Consequence } from '../report/policy-page.ts';
import { codeownersIn } from '../verify/change.ts';
import type { PacketSeen, ProposedSeen } from '../verify/observation/rules.ts';
import type { Observation } from '../verify/observation.ts';
import { loadedRules } from '../verify/rules.ts';
import { verify } from '../verify/verify.ts';

/**
 * What a change of rules would do to each open packet: the very same observation, judged once by the rules of main
 * and once by those of the head.
 */
export function consequencesOf(proposed: ProposedSeen, head: string): Consequence[] {
  return proposed.packets.flatMap((packet) => consequence(packet, proposed, head) ?? []);
}

function consequence({ pull, seen }: PacketSeen, proposed: ProposedSeen, head: string): Consequence | null {
  if (!('read' in seen)) return { pull, packet: null, unread: seen.unread };
  const now = judged(seen.read);
  if (kindOf(now.claims) !== 'packet' || now.claims.pull.state !== 'open') return null;
  const then = judged(under(seen.read, proposed, head));
  const lost = now.approvals.filter((person) => !then.approvals.includes(person));
  return {
    pull,
    packet: packetIn(now.claims)?.id ?? null,
    now: outcome(now.finding),
    becomes: becomes(now.finding, then.finding),
    codes: codes(then.finding),
    lost,
  };
}

/** The same world with the head in the place of main. */
function under(seen: Observation, { rules, after, codeownersErrors }: ProposedSeen, head: string): Observation {
  const pull = { ...seen.pull, mainCodeowners: codeownersIn(after) };
  return { ...seen, main: head, rules: { read: rules }, codeownersErrors, pull };
}

function judged(seen: Observation) {
  const claims = verify(seen);
  const rules = loadedRules(seen.rules);
  const council = councilOn(rules, seen.pull.base);
  const counted = council === null ? [] : countApprovals(claims, council).counted;
  return { claims, finding: judgePacket(claims, rules), approvals: counted.map(({ person }) => person) };
}

function becomes(now: Finding, then: Finding): Becomes {
  switch (outcome(then)) {
    case 'denied':
      return 'voided';
    case 'hold':
      return 'held';
    case 'go':
      return outcome(now) === 'go' ? 'goes on' : 'released';
  }
}

import { PACKET_ID } from '../packet/packet.ts';

/** Which decision: the `number`th about one revision of a packet. */
export interface DecisionPlace {
  readonly packet: string;
  readonly revision: number;
  readonly number: number;
}

/** The one folder below which decisions stand. */
export const DECISIONS = 'decisions';
const FILE = /^r([1-9]\d{0,5})-d([1-9]\d{0,5})\.yaml$/;

/** `decisions/bpe-2026-014/r2-d1.yaml` */
export function decisionPath(place: DecisionPlace): string {
  return `${DECISIONS}/${decisionId(place)}.yaml`;
}

/** What people and the ledger call it: `bpe-2026-014/r2-d1`. */
export function decisionId({ packet, revision, number }: DecisionPlace): string {
  return `${packet}/r${revision}-d${number}`;
}

/** The App's own branch on which it proposes a decision: `countersign/decision-bpe-2026-014-r2-d1`. */
export function decisionBranch({ packet, revision, number }: DecisionPlace): string {
  return `countersign/decision-${packet}-r${revision}-d${number}`;
}

/** Which decision a file or an entry of the ledger names: there the number is called `decision`. */
export function placeNamed(named: {
  readonly packet: string;
  readonly revision: number;
  readonly decision: number;
}): DecisionPlace {
  return { packet: named.packet, revision: named.revision, number: named.decision };
}

/** The decision that an id names; null where the text is none. */
export function readDecisionId(id: string): DecisionPlace | null {
  const [packet = '', name, ...others] = id.split('/');
  return others.length > 0 ? null : decisionAt(packet, `${name}.yaml`);
}

/** The decision that a file of this name in the folder of this packet is; null where it is none. */
export function decisionAt(packet: string, file: string): DecisionPlace | null {
  const [, revision, number] = FILE.exec(file) ?? [];
  if (revision === undefined || number === undefined || !PACKET_ID.test(packet)) return null;
  return { packet, revision: Number(revision), number: Number(number) };
}

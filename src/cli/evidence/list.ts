import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LARGEST_BYTES } from '../../document/document.ts';
import { namedFile } from '../../observe/checkout/file.ts';
import { PACKET_FILE, readPacket } from '../../packet/packet.ts';
import { harmless } from '../../report/workflow-command.ts';
import { type CitedBy, citedInClone, type Recorded } from './clone.ts';
import { requireRead } from './named.ts';

/** Lists what a packet cites, or every packet on the council branches of a clone. Throws `WrongArgument`. */
export async function listEvidence(place: string, json: boolean, say: (line: string) => void): Promise<number> {
  const path = join(place, PACKET_FILE);
  const { packets, problems } = existsSync(path)
    ? { packets: [await citedIn(path)], problems: [] }
    : await citedInClone(place);
  if (json) say(JSON.stringify({ packets, problems }, null, 2));
  else for (const line of [...packets.flatMap(listed), ...problems]) say(harmless(line));
  return problems.length > 0 ? 1 : 0;
}

async function citedIn(path: string): Promise<CitedBy> {
  const { id, evidence } = requireRead(readPacket(path, await namedFile(path, LARGEST_BYTES)));
  return { packet: id, branch: null, evidence };
}

function listed({ packet, branch, evidence }: CitedBy): string[] {
  const head = `${packet}${branch === null ? '' : ` on ${branch}`}${evidence.length === 0 ? ': no evidence' : ''}`;
  return [head, ...evidence.flatMap(citation)];
}

function citation({ kind, uri, checksum, subjects, recorded }: CitedBy['evidence'][number]): string[] {
  return [
    `  ${kind} at ${uri}`,
    `    checksum ${checksum}`,
    ...subjects.map((subject) => `    about ${subject}`),
    ...(recorded === undefined ? [] : [`    ${recordedText(recorded)}`]),
  ];
}

function recordedText(recorded: Recorded | null): string {
  if (recorded === null) return 'the ledger says nothing of it';
  const { state, entry, at } = recorded;
  const found = state.state === 'refused' ? `refused: ${state.code}` : 'verified';
  return `${found}, by ledger entry ${entry} of ${at}`;
}

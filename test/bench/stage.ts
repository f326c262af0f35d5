import { Stage } from '../../src/rehearse/stage/stage.ts';
import type { LoggedRequest } from '../../src/standin/github/server/log.ts';

const BASE = 'council/release-integrity';

/** A running bot on the stand-ins with the example packet proposed and judged, and nothing left to do. */
export async function proposed(): Promise<{ stage: Stage; number: number }> {
  const stage = await Stage.begin({ start: '2026-11-22T10:00:00Z', world: {}, log: (line) => console.error(line) });
  push(stage, 'Propose the packet');
  const { data } = await stage.as('packet-agent', 'POST /repos/{owner}/{repo}/pulls', {
    title: 'Build-provenance exception',
    head: 'packet',
    base: BASE,
  });
  await rest(stage);
  return { stage, number: (data as { number: number }).number };
}

/** A new head of the packet's branch: one commit on the council's branch, with this revision of the packet. */
export function push(stage: Stage, message: string, revision = 1): string {
  const { packet, packetId } = stage.reference;
  const files = Object.fromEntries([...packet].map(([name, text]) => [`packets/${packetId}/${name}`, text]));
  files[`packets/${packetId}/packet.yaml`] = (packet.get('packet.yaml') ?? '').replace(
    /^revision: 1/m,
    `revision: ${revision}`,
  );
  files[`packets/${packetId}/rationale.md`] += `\n${message}.\n`;
  return stage.github.acts.push({
    repository: stage.governance,
    branch: 'packet',
    by: 'packet-agent',
    files,
    message,
    onto: BASE,
    force: true,
  });
}

/** Lets the bot come to rest, and a second pass: what comes later is later by GitHub's clock too. */
export async function rest(stage: Stage): Promise<void> {
  await stage.settle();
  stage.clock.advance(1);
}

/** The bot's requests to the API while `act` and all that follows from it happen. */
export async function requestsOf(
  stage: Stage,
  act: () => unknown,
): Promise<{ reads: LoggedRequest[]; writes: LoggedRequest[] }> {
  const before = stage.github.requests.length;
  await act();
  await rest(stage);
  const bot = stage.github.requests.slice(before).filter(({ by }) => by?.endsWith('[bot]'));
  const kind = (wanted: LoggedRequest['kind']) => bot.filter(({ kind }) => kind === wanted);
  return { reads: kind('read'), writes: kind('write') };
}

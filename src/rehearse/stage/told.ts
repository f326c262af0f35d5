import { z } from 'zod';
import type { Stage } from './stage.ts';

/** A notice that reached somebody, as whoever received it sees it. */
export interface Told {
  readonly channel: 'dispatch' | 'webhook' | 'comment';
  readonly type: string;
  /** The repository's id, or the address of the endpoint. */
  readonly to: number | string;
  readonly packet: string;
  readonly revision: number;
  readonly id: string;
  /** Signed, if it is a webhook. */
  readonly signed: boolean;
}

const notice = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ packet: z.string(), revision: z.number() }),
});
const ANNOUNCED = /^<!-- countersign:notice:(?<id>\S+) -->[\s\S]*?\*\*(?<what>Superseded|Withdrawn)/;

/** Everything that recipients took, those of one channel in the order in which they did. */
export function toldOn(stage: Stage): Told[] {
  return [...dispatches(stage), ...webhooks(stage), ...comments(stage)];
}

function dispatches({ github, bot }: Stage): Told[] {
  const { accounts, repositories } = github.world;
  return [...repositories.values()].flatMap(({ id: to, dispatches }) =>
    dispatches.flatMap(({ by, event, payload }): Told[] => {
      const read = notice.safeParse(payload);
      if (accounts.get(by)?.login !== bot || !read.success) return [];
      const { id, data } = read.data;
      return [{ channel: 'dispatch', type: event, to, ...data, id, signed: true }];
    }),
  );
}

function webhooks({ receiver }: Stage): Told[] {
  return receiver.received.flatMap(({ host, path, body, taken, signed }): Told[] => {
    const read = notice.safeParse(body);
    if (!taken || !read.success) return [];
    const { id, type, data } = read.data;
    return [{ channel: 'webhook', type, to: `https://${host}${path}`, ...data, id, signed }];
  });
}

function comments({ github, bot }: Stage): Told[] {
  const { world } = github;
  return [...world.repositories.values()].flatMap(({ id: to, issues }) =>
    [...issues.values()].flatMap((issue) => {
      const [, packet = '', revision = ''] = /^(\S+) revision (\d+):/.exec(issue.title) ?? [];
      return issue.comments.flatMap(({ author, body }): Told[] => {
        const found = ANNOUNCED.exec(body)?.groups;
        if (author === null || world.accounts.get(author)?.login !== bot || found === undefined) return [];
        const type = `packet.${(found.what ?? '').toLowerCase()}`;
        return [{ channel: 'comment', type, to, packet, revision: Number(revision), id: found.id ?? '', signed: true }];
      });
    }),
  );
}

/** `webhook packet.released`, and that it came before, or that nobody can know from whom it is. */
export function labelsOf(told: readonly Told[]): string[] {
  return told.map(({ channel, type, id, signed }, index) => {
    const before = told.slice(0, index).some((one) => one.id === id && one.channel === channel);
    return `${channel} ${type}${before ? ' again' : ''}${signed ? '' : ' unsigned'}`;
  });
}

import { describe, expect, it } from 'vitest';
import type { GitHub } from '../../src/github/client.ts';
import { ActivityLog } from '../../src/observe/activity.ts';

const REF = 'refs/heads/packet';
const PLACE = { owner: 'acme', name: 'governance' };

/** An activity log of `size` rows, the newest first, with three rows a page; row 0 brought the commit that the pull request stands on. */
function logOf(size: number) {
  const rows = Array.from({ length: size }, (_, id) => ({
    id,
    ref: REF,
    before: '0'.repeat(40),
    after: String(id).padStart(40, '0'),
    timestamp: '2026-11-22T09:00:00Z',
    activity_type: id === 0 ? 'branch_creation' : 'push',
    actor: { id: 1001 },
  })).reverse();
  let asked = 0;
  const github: GitHub = {
    request: async (_, parameters = {}) => {
      asked += 1;
      const start = Number(parameters.after ?? 0);
      const page = rows.slice(start, start + 3);
      const next = `<https://api.github.com/x?after=${start + 3}>; rel="next"`;
      return { status: 200, headers: start + 3 < rows.length ? { link: next } : {}, data: page };
    },
  };
  const push = (count: number) => {
    for (let more = 0; more < count; more++)
      rows.unshift({ ...rows[0], id: rows.length, activity_type: 'push' } as never);
  };
  return { github, push, asked: () => asked };
}

const ids = ({ rows }: { rows: readonly { id: number }[] }) => rows.map(({ id }) => id);
const ROOT = '0'.repeat(40);

describe('the activity log', () => {
  it('is read back to the commit that the pull request stands on, and no further than that', async () => {
    const { github, asked } = logOf(7);
    expect(ids(await new ActivityLog().read(github, PLACE, ROOT, 'packet'))).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(asked()).toBe(3);
  });

  it('K02: is read back to the beginning of its branch, where that stands now on a later commit', async () => {
    const { github } = logOf(7);
    const rebased = String(5).padStart(40, '0');
    const read = await new ActivityLog().read(github, PLACE, rebased, 'packet');
    expect(ids(read)).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(read.whole).toBe(true);
  });

  it('costs one request when nothing or little is new', async () => {
    const { github, push, asked } = logOf(7);
    const log = new ActivityLog();
    await log.read(github, PLACE, ROOT, 'packet');
    push(2);
    expect(ids(await log.read(github, PLACE, ROOT, 'packet'))).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(asked()).toBe(4);
  });

  it('leaves no gap when more is new than a page holds', async () => {
    const { github, push } = logOf(2);
    const log = new ActivityLog();
    await log.read(github, PLACE, ROOT, 'packet');
    push(8);
    expect(ids(await log.read(github, PLACE, ROOT, 'packet'))).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('begins anew when the rows that it knows are too far back to be met again', async () => {
    const { github, push } = logOf(2);
    const log = new ActivityLog();
    await log.read(github, PLACE, ROOT, 'packet');
    push(60);
    const read = ids(await log.read(github, PLACE, ROOT, 'packet'));
    expect(read).toEqual([...read].sort((a, b) => b - a));
    expect(new Set(read).size).toBe(read.length);
    expect(read.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, index) => 61 - index));
  });
});

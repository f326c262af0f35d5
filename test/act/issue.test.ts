import { describe, expect, it } from 'vitest';
import { openOnce } from '../../src/act/issue.ts';
import type { GitHub } from '../../src/github/client.ts';

const MARKER = 'countersign:9001:bpe-2026-014:r1';
const SINCE = '2026-11-22T10:00:00Z';
interface Issue {
  readonly number: number;
  readonly body: string;
  readonly created_at: string;
}
const issue = (number: number, created_at: string, body = `<!-- ${MARKER} -->\n`): Issue => ({
  number,
  body,
  created_at,
});

/** A repository with these issues of the App; GitHub lists all of them as changed lately, the newest first. */
function holding(...issues: Issue[]) {
  const done: string[] = [];
  const github: GitHub = {
    request: async (route, { body, issue_number } = {}) => {
      const [method] = route.split(' ');
      if (method !== 'GET') done.push(`${method} ${issue_number ?? 'new'}`);
      if (method === 'POST') issues.push(issue(issues.length + 1, '2026-11-22T10:00:02Z', String(body)));
      const data = issues
        .toReversed()
        .map((one) => ({ ...one, html_url: `https://github.com/acme/council/issues/${one.number}` }));
      return { status: 200, headers: {}, data: method === 'GET' ? data : {} };
    },
  };
  const search = { owner: 'acme', repo: 'council', creator: 'countersign[bot]', since: SINCE };
  const open = () =>
    openOnce(github, search, MARKER, () => ({ title: 'Released', body: `<!-- ${MARKER} -->\nall of it` }));
  return { open, done };
}

describe('an issue that is opened once', () => {
  it('is found again by its marker, and not opened twice', async () => {
    const { open, done } = holding(issue(1, '2026-11-22T10:00:01Z'));
    expect(await open()).toMatchObject({ number: 1 });
    expect(done).toEqual([]);
  });

  it('K46: is not one from before, into which somebody wrote its marker', async () => {
    const { open, done } = holding(issue(1, '2026-11-21T10:00:00Z'));
    expect(await open()).toMatchObject({ number: 2 });
    expect(done).toEqual(['POST new']);
  });

  it('is the first of two, and the other is closed', async () => {
    const { open, done } = holding(issue(1, '2026-11-22T10:00:01Z'), issue(2, '2026-11-22T10:00:01Z'));
    expect(await open()).toMatchObject({ number: 1 });
    expect(done).toEqual(['PATCH 2']);
  });
});

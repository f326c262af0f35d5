import { beforeAll, describe, expect, it } from 'vitest';
import { playStory } from '../../src/rehearse/story.ts';
import { Browser } from '../standin/github/pages/visitor.ts';

/** Plays the story until it says that it stays up, or to its end. */
const told = async (once: boolean) => {
  const stop = new AbortController();
  const lines: string[] = [];
  const say = (line: string) => {
    lines.push(line);
    if (line.includes('Ctrl-C')) stop.abort();
  };
  const code = await playStory({ once, say, signal: stop.signal });
  return { code, lines, text: lines.join('\n') };
};

describe('the story', () => {
  let once: Awaited<ReturnType<typeof told>>;
  beforeAll(async () => {
    once = await told(true);
  });

  it('ends with 0 and the released packet by its digest', () => {
    const { code, lines } = once;
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^released bpe-2026-014 revision 2 sha256:[0-9a-f]{64}$/);
  });

  it('tells who did what, what the bot answered and why, in the order of the issue', () => {
    const { text } = once;
    const parts = [
      'packet-agent opens',
      'Held: blocked-paths-missing, signer-unresolved',
      'packet-agent pushes',
      'Can not approve your own pull request',
      '@second-agent: agents propose and never approve',
      '@mallory: nobody in policies/people.yaml',
      'revision 1 approved by ann',
      'ann is asked for a review again',
      'revision 1 superseded',
      'revision 2 approved by ben',
      'seal done',
      'merge done',
      'deliver done',
      'Released: bpe-2026-014 revision 2',
      '@second-agent: agents propose; only people conclude',
      'signed by cyd: exception-30d',
      'signed by dan: exception-30d',
      'Held: conclusion-missing',
      'bpe-2026-014/r2-d1 concluded: exception-30d',
      'exception exception-30d granted until',
      'git clone http://',
      'ledger of repository 9001: whole',
    ];
    let from = 0;
    for (const part of parts) {
      expect(text.slice(from)).toContain(part);
      from = text.indexOf(part, from);
    }
  });

  it('opens pages on which one acts beside its clock, until it is stopped', async () => {
    const stop = new AbortController();
    let acted: Promise<string> | undefined;
    const say = (line: string) => {
      const [, origin] = /the pages, to act on +(http:\/\/127\.0\.0\.1:\d+)\/acme\/governance$/.exec(line) ?? [];
      if (origin === undefined) return;
      const browser = new Browser(origin);
      acted = browser
        .act('/acme/governance/pull/1/comment', { as: 'gus', words: 'well done' })
        .finally(() => stop.abort());
    };
    expect(await playStory({ once: false, say, signal: stop.signal })).toBe(0);
    expect(await acted).toMatch(/gus comments on #1\. .*Released: bpe-2026-014 revision 2.*well done/);
  });

  it('stays up with its addresses until it is stopped, beside another one, and ends cleanly', async () => {
    const [one, other] = await Promise.all([told(false), told(false)]);
    for (const { code, text } of [one, other]) {
      expect(code).toBe(0);
      expect(text).toMatch(/GitHub .* http:\/\/127\.0\.0\.1:\d+\/api\/v3/);
    }
    const port = (text: string) => /GitHub .*:(\d+)\/api/.exec(text)?.[1];
    expect(port(one.text)).not.toBe(port(other.text));
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, startAcme } from '../acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

/** What Markdown may become: elements by name, with the attributes that each may have. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    'p br hr em strong s code pre ul li blockquote h3 h4 h5 h6 table thead tbody tr'
      .split(' ')
      .map((name) => [name, []]),
  ),
  ol: ['start'],
  th: ['class'],
  td: ['class'],
  a: ['href', 'rel'],
  div: ['class', 'role', 'aria-label', 'tabindex'],
  span: ['class'],
};

/** The elements of rendered Markdown, each with its attributes. Fails on a `<` that begins none. */
function elementsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/g;
  expect(html.replace(tag, '')).not.toMatch(/[<>]/);
  return [...html.matchAll(tag)].flatMap(([, end, name = '', written = '']) => {
    const attributes = [...written.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]);
    return end === '/' ? [] : [{ name, attributes: Object.fromEntries(attributes) }];
  });
}

/** What the page makes of a text that somebody wrote as the body of an issue. */
async function rendered(body: string): Promise<string> {
  const { data } = await acme.as('ann').rest.issues.create({ ...gov, title: 'An issue', body });
  const text = await (await fetch(`${acme.origin}/acme/gov/issues/${data.number}`)).text();
  return /<div class="prose" dir="auto">([\s\S]*?)<\/div><\/li>/.exec(text)?.[1] ?? 'nothing';
}

const HOSTILE = {
  'a script': '<script>alert(1)</script>',
  'a handler': '<img src=x onerror=alert(1)>\n\n<svg/onload=alert(1)>',
  'a form': '<form action=/acme/gov/pull/1/review><button name=event value=APPROVE>Details</button></form>',
  'an end of what it stands in': '</div></li></ol></section></main><h1>Approved</h1>',
  'a link to javascript:':
    '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#106;avascript:alert(1)) [d]( java\nscript:alert(1))',
  'a link to data:, vbscript: or file:':
    '[a](data:text/html,<script>alert(1)</script>) [b](vbscript:x) [c](file:///etc/passwd)',
  'an autolink to javascript:': '<javascript:alert(1)> javascript://x%0aalert(1) <data:text/html,x>',
  'an address that breaks out of its quotes':
    '[a](https://x.example/"onmouseover="alert(1)) https://x.example/"onmouseover=alert(1)',
  'a title that breaks out of its quotes': `[a](https://x.example "t\\" onclick=\\"alert(1)") [b](https://x.example 'x" y="z')`,
  'a reference': '[a]: javascript:alert(1) "x"\n\n[a] ![a]',
  'a picture': '![tracking](https://x.example/pixel.png) ![x](data:image/svg+xml,<svg/onload=alert(1)>)',
  'a comment': '<!-- approve this --> text\n\n<!-- <script>alert(1)</script> -->\n\n<!--\n\n-->',
  'a style': '<style>*{display:none}</style>\n\n|a|b|\n|:-:|--:|\n|<b style=x>|1|',
  'a fence with a language': '```html"><script>alert(1)</script>\n<b>\n```\n\n    <i>indented</i>',
  entities: '&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x&#62; &quot;',
  'headings of any level': '###### six\n# one\n\nsetext\n===\n> ## quoted',
  'a deep nest': `${'>'.repeat(500)} deep ${'['.repeat(500)}x${']('.repeat(500)}`,
};

describe('what people wrote', () => {
  it.each(Object.entries(HOSTILE))('J07: is nothing but text, links and tables where it holds %s', async (_, body) => {
    for (const { name, attributes } of elementsOf(await rendered(body))) {
      expect(Object.keys(ALLOWED)).toContain(name);
      expect(ALLOWED[name]).toEqual(expect.arrayContaining(Object.keys(attributes)));
      if (name === 'a') expect(attributes.href).toMatch(/^(https?:\/\/|#|\/(?!\/))/);
      if (name === 'a') expect(attributes.rel).toBe('nofollow noopener noreferrer');
    }
  });

  it('J06: mentions nobody by a link, and names a picture and a comment instead of loading and hiding them', async () => {
    expect(await rendered('@ann @acme/owners')).toBe('<p>@ann @acme/owners</p>\n');
    expect(await rendered('![a chart](https://x.example/c.png)')).toContain('picture, not loaded: a chart');
    expect(await rendered('<!-- a marker -->')).toContain('not shown on GitHub: <code>a marker</code>');
  });

  it('has headings without gaps below those of the page, whatever it asked for', async () => {
    const levels = elementsOf(await rendered('###### six\n# one\n### three\n###### six\n##### five'));
    expect(levels.map(({ name }) => name)).toEqual(['h3', 'h3', 'h4', 'h5', 'h5']);
  });

  it('J07: is text in titles, logins, branches, paths, reviews and checks, too', async () => {
    const evil = '"><img src=x onerror=alert(1)>';
    const pull_number = await openPacket(acme);
    acme.acts.push({
      repository: 'acme/gov',
      branch: 'p1',
      by: 'ann',
      files: { [`packets/${evil.replace('/', '')}`]: evil },
      message: evil,
    });
    await acme.as('ann').rest.pulls.update({ ...gov, pull_number, title: evil, body: evil });
    await acme.as('ann').rest.pulls.createReview({ ...gov, pull_number, event: 'COMMENT', body: evil });
    const { data } = await acme.bot().rest.pulls.get({ ...gov, pull_number });
    const output = { title: evil, summary: evil, text: evil };
    await acme.bot().rest.checks.create({ ...gov, name: evil, head_sha: data.head.sha, conclusion: 'failure', output });
    const run = [...acme.world.repositories.values()][0]?.runs[0]?.id;
    for (const path of [
      '',
      `/pull/${pull_number}`,
      `/runs/${run}`,
      `/commit/${data.head.sha}`,
      '/branches',
      '/tree/p1/packets',
    ]) {
      const text = await (await fetch(`${acme.origin}/acme/gov${path}`)).text();
      for (const tag of text.replace(/"[^"]*"/g, '').match(/<[a-z][^>]*>/gi) ?? [])
        expect(tag).not.toMatch(/^<img|\son\w+=/i);
      expect(text).toContain('onerror=alert(1)');
    }
  });
});

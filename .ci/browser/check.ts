/**
 * Drives the pages that `npm start` opens in a real browser: one packet on its whole way to a decision by mouse, another
 * by keyboard alone; then every page wide and narrow, light and dark, for accessibility; and what comes of hostile
 * texts. With SCREENSHOTS=<folder> it leaves pictures there for people to look at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, type Page, startChromium } from './chromium.ts';
import { playDecision } from './decide.ts';
import { Keyboard, Mouse } from './hand.ts';
import { playHostile } from './hostile.ts';
import { playRelease } from './release.ts';
import { startStory } from './story.ts';
import { survey } from './survey.ts';
import { watch } from './watch.ts';

const LONGEST_MS = 240_000;
const pictures = process.env.SCREENSHOTS;
if (pictures !== undefined) mkdirSync(pictures, { recursive: true });

// A browser can hang; nothing here may.
const tooLong = setTimeout(() => {
  console.log(`not done after ${LONGEST_MS / 1000} s`);
  process.exit(1);
}, LONGEST_MS);

const story = await startStory();
const browser = await startChromium();
try {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(10_000);
  const complaints = watch(context);
  const paths = await timed('a packet by mouse', () => play(context, (page) => new Mouse(page)));
  await timed('a packet by keyboard', () => play(context, (page) => new Keyboard(page)));
  const addresses = await addressesFrom(context, paths);
  const wrong = await timed('every page, in four forms', () => surveyAll(context, addresses));
  const hostile = await timed('texts that try to be more', () => tryTexts(context, addresses));
  const all = [...wrong, ...hostile, ...complaints];
  for (const one of all) console.log(one);
  console.log(`${all.length} complaints`);
  process.exitCode = all.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await story.end();
  clearTimeout(tooLong);
}

/** The pull requests of a packet and of the decision about it. */
interface Played {
  readonly release: string;
  readonly decision: string;
}

async function play(context: BrowserContext, handOf: (page: Page) => Mouse | Keyboard): Promise<Played> {
  const page = await context.newPage();
  const hand = handOf(page);
  const look = (name: string) => picture(page, name);
  const release = await playRelease(page, story.origin, hand, look);
  const decision = await playDecision(page, story.origin, hand, release, look);
  await page.close();
  return { release, decision };
}

/** Two at a time: as many as the smallest CI machine has cores. */
async function surveyAll(context: BrowserContext, addresses: ReadonlyMap<string, string>): Promise<string[]> {
  const left = [...addresses.entries()];
  const worker = async () => {
    const page = await context.newPage();
    const wrong: string[] = [];
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [name, address] = next;
      wrong.push(...(await survey(page, story.origin + address, (form) => picture(page, `${name}-${form}`))));
    }
    await page.close();
    return wrong;
  };
  return (await Promise.all([worker(), worker()])).flat();
}

async function tryTexts(context: BrowserContext, addresses: ReadonlyMap<string, string>): Promise<string[]> {
  const page = await context.newPage();
  const wrong = await playHostile(page, story.origin, new Mouse(page), addresses.values());
  await picture(page, 'hostile');
  await page.close();
  return wrong;
}

/** One address of every kind of page. The story is over: an open pull request, and what came of a refusal, are added. */
async function addressesFrom(context: BrowserContext, { release, decision }: Played): Promise<Map<string, string>> {
  const page = await context.newPage();
  const hand = new Mouse(page);
  const home = '/acme/governance';
  await page.goto(`${story.origin}${home}/new`);
  await hand.press('Open pull request');
  const open = new URL(page.url()).pathname;
  await hand.press('Request changes');
  const refused = page.url().slice(story.origin.length);
  const first = async (of: string, link: string) => {
    await page.goto(story.origin + of);
    return (await page.locator(`main a[href*="${link}"]`).first().getAttribute('href')) ?? '/';
  };
  const addresses = new Map([
    ['repositories', '/'],
    ['home', home],
    ['new', `${home}/new`],
    ['released', release],
    ['decided', decision],
    ['open', open],
    ['refused', refused],
    ['check', await first(release, '/runs/')],
    ['check of a decision', await first(decision, '/runs/')],
    ['edit', await first(open, '/edit/')],
    ['file', await first(open, '/blob/')],
    ['commit', await first(release, '/commit/')],
    ['branches', `${home}/branches`],
    ['folder', `${home}/tree/council/release-integrity/packets`],
    ['ledger', `${home}/ledger`],
    ['issues', `${home}/issues`],
    ['delivery', '/acme/release-integrity-council/issues/1'],
  ]);
  await page.close();
  return addresses;
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  const file = `${name.replace(/\W+/g, '-').replace(/^-|-$/g, '').slice(0, 60)}.png`;
  await page.screenshot({ path: join(pictures, file), fullPage: true });
}

async function timed<T>(what: string, act: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await act();
  } finally {
    console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
}

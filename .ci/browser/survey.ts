import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } as const;
/** In the dark a page has other colours and is otherwise the same. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;
const FORMS = [
  { width: 1400, colorScheme: 'light' },
  { width: 1400, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

/** Looks at a page wide and narrow, light and dark. Gives what is wrong with it: for axe, or by scrolling sideways. */
export async function survey(page: Page, address: string, picture: (form: string) => Promise<void>): Promise<string[]> {
  const wrong: string[] = [];
  await page.goto(address);
  await page.evaluate(AXE);
  for (const { width, colorScheme } of FORMS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(audit, colorScheme === 'dark' ? COLOURS : ALL);
    wrong.push(...found.map((what) => `${address} at ${width}, ${colorScheme}: ${what}`));
    await picture(`${width}-${colorScheme}`);
  }
  return wrong;
}

/** In the page, with all that is folded opened: axe's findings, each with the elements that it is about. */
async function audit(runOnly: typeof ALL | typeof COLOURS): Promise<string[]> {
  const { axe } = globalThis as typeof globalThis & {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  };
  const folded = [...document.querySelectorAll('details:not([open])')];
  for (const one of folded) one.setAttribute('open', '');
  const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
  const { scrollWidth, clientWidth } = document.documentElement;
  for (const one of folded) one.removeAttribute('open');
  return [
    ...violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    ),
    ...(scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} of ${clientWidth}`] : []),
  ];
}

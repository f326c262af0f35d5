import type { Page } from 'playwright-core';

/** What Markdown of people may become beside what our own pages are made of; a link of theirs is followed by nobody. */
const PROSE = 'p br hr em strong s code pre ul ol li blockquote h4 h5 h6 table thead tbody tr th td a'.split(' ');
const ATTRIBUTES = ['th[class]', 'td[class]', 'ol[start]', 'a[href]', 'a[rel]'];

/** The elements of a page, and the attributes that they have: `a`, `a[href]`. */
export async function shapesOn(page: Page, address: string): Promise<ReadonlySet<string>> {
  await page.goto(address);
  const shapes = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => [
      one.localName,
      ...one.getAttributeNames().map((name) => `${one.localName}[${name}]`),
    ]),
  );
  return new Set(shapes);
}

/** What a page has that no page has which shows harmless texts only, and what ran or would run when it is touched. */
export async function problemsOn(page: Page, address: string, harmless: ReadonlySet<string>): Promise<string[]> {
  const shapes = [...(await shapesOn(page, address))];
  const strange = shapes.filter((shape) => !harmless.has(shape) && ![...PROSE, ...ATTRIBUTES].includes(shape));
  const found = await page.evaluate(() => {
    const marked = document.querySelectorAll('[id*=pwned], [class*=pwned], [name*=pwned]');
    const addressed = [...document.querySelectorAll('[href], [src], [action], [formaction]')];
    const running = addressed.filter((one) =>
      ['href', 'src', 'action', 'formaction'].some((name) =>
        /^\s*(?:javascript|data|vbscript):/i.test(one.getAttribute(name) ?? ''),
      ),
    );
    const abroad = [...document.querySelectorAll('form, link, img, button[formaction]')].filter((one) =>
      one.outerHTML.split('>')[0]?.includes('evil.example'),
    );
    return {
      ran: 'pwned' in globalThis,
      made: [...marked, ...running, ...abroad].map((one) => one.outerHTML.slice(0, 160)),
    };
  });
  return [
    ...strange.map((shape) => `${address}: ${shape}, which harmless texts do not make`),
    ...found.made.map((html) => `${address}: made of data: ${html}`),
    ...(found.ran ? [`${address}: a script of data ran`] : []),
  ];
}

/** Of a page that the bot wrote: texts that are not there letter by letter, and links that lead out of this machine. */
export async function problemsOfBot(page: Page, address: string, texts: readonly string[]): Promise<string[]> {
  await page.goto(address);
  const { said, links } = await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    const main = document.querySelector('main');
    return {
      said: main?.innerText ?? '',
      links: [...(main?.querySelectorAll('a') ?? [])].map(({ href }) => href),
    };
  });
  const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
  const { origin } = new URL(address);
  return [
    ...texts.filter((text) => !spaced(said).includes(spaced(text))).map((text) => `${address}: does not show ${text}`),
    ...links.filter((href) => new URL(href).origin !== origin).map((href) => `${address}: leads to ${href}`),
  ];
}

import type { Page } from 'playwright-core';
import type { Hand } from './hand.ts';

/**
 * The decision about what was released at `release`, by hand: an agent may not sign it, two members do, one of them
 * concludes it. Gives the path of its pull request. Throws at the first thing that is not seen.
 */
export async function playDecision(
  page: Page,
  origin: string,
  hand: Hand,
  release: string,
  look: (name: string) => Promise<void>,
): Promise<string> {
  const see = async (...texts: (string | RegExp)[]) => {
    for (const text of texts)
      await page.locator('main').getByText(text).first().waitFor({ state: 'visible', timeout: 5000 });
    await look(`${hand.name}: ${String(texts[0])}`);
  };
  const become = async (login: string) => {
    await hand.choose('You act as', `${login},`);
    await hand.press('Switch');
  };
  const say = async (login: string, text: string, button: string) => {
    await become(login);
    await hand.write('What you say', text);
    await hand.press(button);
  };
  // The App opens it right after the release.
  await page.goto(origin + release.replace(/\d+$/, (number) => String(Number(number) + 1)));
  await see('countersign: Held: cross-sign-missing', 'Nobody yet.', '/countersign sign hold');
  const { pathname } = new URL(page.url());

  await say('second-agent', '/countersign sign hold', 'Approve');
  await see('agents propose; only people conclude');
  await say('cyd', '/countersign sign hold', 'Approve');
  await see('1: cyd for hold');
  await say('cyd', '/countersign conclude', 'Comment');
  await see(/1 of 2 people signed/);
  await say('dan', '/countersign sign hold', 'Approve');
  await see('countersign: Held: conclusion-missing');
  await say('dan', '/countersign conclude', 'Comment');
  await see('countersign: Concluded: hold', /seal done/, /merge done/, 'Merged');
  return pathname;
}

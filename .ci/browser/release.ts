import type { Page } from 'playwright-core';
import type { Hand } from './hand.ts';

/** A text that tries to be more than text. */
const HOSTILE =
  '<script>alert(1)</script> ![x](https://x.example/y.png) [x](javascript:alert(1)) <img src=x onerror=alert(1)>';

/** One packet on its whole way, by hand; gives the path of its pull request. Throws at the first thing that is not seen. */
export async function playRelease(
  page: Page,
  origin: string,
  hand: Hand,
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
  await page.goto(`${origin}/acme/governance`);
  await become('packet-agent');
  await hand.follow(/^Open a packet$/);
  await hand.write('Title', `An exception, by ${hand.name}`);
  await hand.press('Open pull request');
  await see(
    'packet-agent opens a packet.',
    'countersign: Held: approval-missing',
    '2 of ann, ben approve this head by review',
  );
  const { pathname } = new URL(page.url());

  await hand.press('Approve');
  await see('422 Unprocessable Entity: Can not approve your own pull request');
  await hand.write('What you say', HOSTILE);
  await hand.press('Comment');
  await see('packet-agent comments on', '<script>alert(1)</script>', 'picture, not loaded: x');

  await become('ann');
  await hand.press('Approve');
  await see('ann approves', '1 of ben approve this head by review');

  await become('packet-agent');
  await hand.follow(/^Edit .*packet\.yaml$/);
  await hand.replace('What the file says', 'revision: 1', 'revision: 2');
  await hand.press('Commit and push as packet-agent');
  await see(
    'countersign: Held: approval-stale, packet-superseded',
    /it was given on [0-9a-f]{10}, the head is [0-9a-f]{10}/,
    'an earlier head',
  );

  await hand.press('Merge pull request');
  await see(/405 Repository rule violations found/, 'packet-agent merges');

  await become('ann');
  await hand.press('Approve');
  await become('ben');
  await hand.press('Approve');
  await see(/countersign: Released: /, /seal done/, /merge done/, /deliver done/, 'Merged');
  await hand.follow(/^acme\/release-integrity-council#\d+$/);
  await see('released to you for a decision', /by (ann|ben)/);

  await page.goto(`${origin}/acme/governance`);
  await hand.follow(/^Ledger$/);
  await see(/released to release-integrity/);
  return pathname;
}

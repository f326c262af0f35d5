import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

export type { BrowserContext, Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Starts the Chromium of this machine without a window; installs it where there is none. Throws when it cannot. */
export async function startChromium(): Promise<Browser> {
  const root = process.getuid?.() === 0;
  const executablePath = found() ?? installed(root);
  // The sandbox of Chromium does not start for root.
  return chromium.launch({ executablePath, args: root ? ['--no-sandbox'] : [], timeout: 20_000 });
}

function found(): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function installed(root: boolean): string {
  const install = ['apt-get', 'install', '--yes', '--quiet', '--no-install-recommends', 'chromium'];
  const [command = '', ...args] = root ? install : ['sudo', '--non-interactive', ...install];
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: 300_000 });
  const path = found();
  if (status !== 0 || path === undefined)
    throw new Error(`expected Chromium, or \`${install.join(' ')}\` to install it, seen neither`);
  return path;
}

import type { BrowserContext } from 'playwright-core';

/** Writes down what a page must never do: complain on the console, fail, or ask anybody but this machine. */
export function watch(context: BrowserContext): readonly string[] {
  const seen: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => seen.push(`error: ${error.error().message}`));
  context.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') seen.push(`request: ${request.url()}`);
  });
  return seen;
}

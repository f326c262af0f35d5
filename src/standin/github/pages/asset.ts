import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../rest/call.ts';

/** What pages load beside themselves: the files of each, in their order, and what they are. */
const ASSETS = new Map([
  [
    'style.css',
    {
      type: 'text/css; charset=utf-8',
      files: ['ground', 'frame', 'controls', 'parts', 'reading', 'talk'].map((name) => `style/${name}.css`),
    },
  ],
  ['icon.svg', { type: 'image/svg+xml', files: ['icon.svg'] }],
]);

export function assetNamed(name: string): Answer | undefined {
  const asset = ASSETS.get(name);
  if (asset === undefined) return undefined;
  const headers = { 'content-type': asset.type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' };
  const body = Buffer.concat(asset.files.map((file) => readFileSync(join(import.meta.dirname, file))));
  return { status: 200, headers, body };
}

import type { Code } from '../../finding/code.ts';

/** Where a file has several problems, the graver names the hold. */
export const GRAVITY: readonly Code[] = [
  'verdict-not-permitted',
  'packet-path-unsafe',
  'packet-too-large',
  'window-invalid',
  'manifest-missing',
  'packet-invalid',
  'decision-invalid',
];

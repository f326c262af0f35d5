import type { Exception } from '../packet/packet.ts';

/** How far an exception reaches, one line for each bound. */
export function reachLines({ artifacts, waives, lane, uses, re_review, controls }: Exception): string[] {
  return [
    `for ${artifacts.join(', ')}`,
    `without ${waives.join(', ')}`,
    `into ${lane}, ${uses === 1 ? 'once' : `${uses} times`}, looked at again by ${re_review}`,
    ...controls.map((control) => `instead: ${control}`),
  ];
}

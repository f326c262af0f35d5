import { skeleton } from '../packet/confusable.ts';

/** Stems of the words with which people conclude, sign and enact. No key of a packet or a decision is written so. */
const STEMS = [
  'verdict',
  'decision',
  'decided',
  'outcome',
  'status',
  'approv',
  'reject',
  'conclu',
  'crosssign',
  'signed',
  'signer',
  'signature',
  'final',
  'grant',
  'enact',
  'ratif',
  'ruling',
  'judgment',
  'judgement',
];

/**
 * Whether a key reads as one under which a verdict would stand: in any case, with accents, wide letters, letters of
 * other scripts that look the same, and whatever stands between them. It only names the refusal: an unknown key is
 * refused whatever it is called.
 */
export function soundsLikeVerdict(key: string): boolean {
  const letters = skeleton(key.normalize('NFKD').toLowerCase()).replace(/[^a-z]/g, '');
  return STEMS.some((stem) => letters.includes(stem));
}

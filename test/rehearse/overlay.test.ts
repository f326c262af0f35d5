import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { overlaid } from '../../src/rehearse/overlay.ts';

const FILE = `
quorum: 2
window: {shortest: PT1H, longest: P14D}
owners: [ann, ben]
options:
  - {id: hold, title: Wait}
  - {id: go, title: Go on}
`;
const laid = (overlay: Record<string, unknown>) => parse(overlaid(FILE, overlay));

describe('a mapping laid over a file', () => {
  it.each<[what: string, overlay: Record<string, unknown>, seen: object]>([
    ['replaces a value', { quorum: 3 }, { quorum: 3 }],
    ['merges mappings', { window: { longest: 'P1D' } }, { window: { shortest: 'PT1H', longest: 'P1D' } }],
    ['replaces a list of names', { owners: ['cyd'] }, { owners: ['cyd'] }],
    [
      'merges a list of entries by id',
      { options: { go: { title: 'Later' } } },
      {
        options: [
          { id: 'hold', title: 'Wait' },
          { id: 'go', title: 'Later' },
        ],
      },
    ],
    ['takes an entry away', { options: { hold: null } }, { options: [{ id: 'go', title: 'Go on' }] }],
    [
      'adds an entry',
      { options: { hold: null, go: null, no: { title: 'No' } } },
      { options: [{ id: 'no', title: 'No' }] },
    ],
    ['replaces such a list by a list', { options: [] }, { options: [] }],
  ])('%s', (_, overlay, seen) => {
    expect(laid(overlay)).toEqual({ ...parse(FILE), ...seen });
  });

  it('takes a key away by null', () => {
    expect(laid({ quorum: null })).not.toHaveProperty('quorum');
  });

  it('makes a file where there is none', () => {
    expect(parse(overlaid('', { schema: 'x' }))).toEqual({ schema: 'x' });
  });
});

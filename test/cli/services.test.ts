import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servicesIn } from '../../src/cli/sign/services.ts';
import { newFolder } from './ran.ts';

const MEDIA_TYPE = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
const NOW = new Date('2026-11-22T09:00:00Z');
const provider = (name: string, start: string, end?: string, majorApiVersion = 1) => ({
  url: `https://${name}.example`,
  majorApiVersion,
  validFor: { start, ...(end !== undefined && { end }) },
  operator: 'example',
});
const named = async (...oidcUrls: object[]) => {
  const path = join(newFolder(), 'signing-config.json');
  writeFileSync(path, JSON.stringify({ mediaType: MEDIA_TYPE, oidcUrls }));
  return (await servicesIn(path, newFolder(), NOW)).provider;
};

describe('where a person logs in', () => {
  const standing = provider('standing', '2026-01-01T00:00:00Z');

  it('is the newest provider that is valid now', async () => {
    const newer = provider('newer', '2026-11-01T00:00:00Z', '2027-11-01T00:00:00Z');
    expect(await named(standing, newer)).toBe('https://newer.example');
    expect(await named(newer, standing)).toBe('https://newer.example');
  });

  it.each([
    ['over', provider('over', '2026-02-01T00:00:00Z', '2026-11-22T08:59:59Z')],
    ['not yet', provider('early', '2026-11-22T09:00:01Z')],
    ['of an interface that is not known here', provider('other', '2026-02-01T00:00:00Z', undefined, 2)],
    ['valid for nobody knows how long', { ...provider('timeless', ''), validFor: undefined }],
  ])('is none that is %s', async (_, other) => {
    expect(await named(other, standing)).toBe('https://standing.example');
    expect(await named(other)).toBeNull();
  });
});

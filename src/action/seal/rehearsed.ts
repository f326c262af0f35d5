import { z } from 'zod';

const loopback = z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/);
const rehearsed = z.strictObject({
  apiUrl: z.string(),
  webUrl: z.string(),
  reroute: z.record(z.string(), loopback),
});

/**
 * By which addresses evidence names GitHub, and which hosts a stand-in on this machine plays: the one word on the
 * command line. A runner gives none, and nothing that a workflow says can (docs.github.com, "Metadata syntax", `main`).
 */
export function rehearsedBy([word, ...more]: readonly string[]): Partial<z.infer<typeof rehearsed>> {
  if (word === undefined) return {};
  if (more.length > 0) throw new Error('expected no words on the command line');
  return rehearsed.parse(JSON.parse(word));
}

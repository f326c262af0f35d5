import { z } from 'zod';
import type { Bill } from './sbom.ts';

const CONTEXT = /^https:\/\/spdx\.org\/rdf\/3\.0(?:\.\d+)?\/spdx-context\.jsonld$/;

const element = z.looseObject({
  type: z.string(),
  spdxId: z.string().nullish(),
  rootElement: z.array(z.string()).nullish(),
  verifiedUsing: z
    .array(z.looseObject({ type: z.string(), algorithm: z.string().nullish(), hashValue: z.string().nullish() }))
    .nullish(),
});
type Element = z.infer<typeof element>;

const PARTS = ['software_Package', 'software_File'];

/** SPDX 3.0 as JSON-LD (spdx/spdx-spec v3.0, serialization): one graph of elements that name each other by id. */
export const spdx3: z.ZodType<Bill> = z
  .looseObject({ '@context': z.string().regex(CONTEXT), '@graph': z.array(element) })
  .refine((document) => document['@graph'].filter(({ type }) => type === 'SpdxDocument').length === 1, {
    error: 'expected one element of type SpdxDocument',
  })
  .transform((document) => {
    const graph = document['@graph'];
    return {
      format: 'SPDX 3.0',
      parts: graph.filter(({ type }) => PARTS.includes(type)).length,
      describes: roots(graph)
        .flatMap(({ verifiedUsing }) => verifiedUsing ?? [])
        .flatMap(({ algorithm, hashValue }) => (algorithm === 'sha256' && hashValue ? [hashValue] : [])),
    };
  });

/** What the document is about: its root elements, and where those are collections, theirs. */
function roots(graph: readonly Element[]): Element[] {
  const byId = new Map(graph.map((one) => [one.spdxId ?? one['@id'], one]));
  const open = graph.filter(({ type }) => type === 'SpdxDocument');
  const seen = new Set<Element>(open);
  // A graph may lead back into itself: each element is looked at once.
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const id of next.rootElement ?? []) {
      const root = byId.get(id);
      if (root === undefined || seen.has(root)) continue;
      seen.add(root);
      open.push(root);
    }
  return [...seen];
}

import { z } from 'zod';
import { noDemands, predicate } from './predicate.ts';
import { type Bill, readBill } from './sbom.ts';
import { spdx3 } from './spdx3.ts';

const DOCUMENT = 'SPDXRef-DOCUMENT';

const part = z.looseObject({
  SPDXID: z.string(),
  checksums: z.array(z.looseObject({ algorithm: z.string(), checksumValue: z.string() })).nullish(),
});

const relationship = z.looseObject({
  spdxElementId: z.string(),
  relationshipType: z.string(),
  relatedSpdxElement: z.string(),
});

/** SPDX 2.3, JSON (spdx/spdx-spec v2.3, `schemas/spdx-schema.json`). */
const spdx2: z.ZodType<Bill> = z
  .looseObject({
    spdxVersion: z.literal('SPDX-2.3'),
    SPDXID: z.literal(DOCUMENT),
    documentDescribes: z.array(z.string()).nullish(),
    packages: z.array(part).nullish(),
    files: z.array(part).nullish(),
    relationships: z.array(relationship).nullish(),
  })
  .transform(({ documentDescribes, packages, files, relationships }) => {
    const parts = [...(packages ?? []), ...(files ?? [])];
    const described = new Set([...(documentDescribes ?? []), ...(relationships ?? []).flatMap(describedBy)]);
    return {
      format: 'SPDX 2.3',
      parts: parts.length,
      describes: parts
        .filter(({ SPDXID }) => described.has(SPDXID))
        .flatMap(({ checksums }) => checksums ?? [])
        .flatMap(({ algorithm, checksumValue }) => (algorithm === 'SHA256' ? [checksumValue] : [])),
    };
  });

/** Section 11.1: what the document describes, said from either end. */
function describedBy({ spdxElementId, relationshipType, relatedSpdxElement }: z.infer<typeof relationship>): string[] {
  if (relationshipType === 'DESCRIBES' && spdxElementId === DOCUMENT) return [relatedSpdxElement];
  return relationshipType === 'DESCRIBED_BY' && relatedSpdxElement === DOCUMENT ? [spdxElementId] : [];
}

/** SPDX, by the types of in-toto/attestation, `spec/predicates/spdx2.md` and `spdx3.md`. */
export const spdx = predicate({
  types: {
    'https://spdx.dev/Document': spdx2,
    'https://spdx.dev/Document/v2.3': spdx2,
    'https://spdx.dev/Document/v3': spdx3,
  },
  demands: noDemands,
  says: (bill, { subjects }) => readBill(bill, subjects),
});

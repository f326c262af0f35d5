import { z } from 'zod';
import { noDemands, predicate } from './predicate.ts';
import { type Bill, readBill } from './sbom.ts';

const VERSIONS = ['1.4', '1.5', '1.6'] as const;

const component = z.looseObject({
  name: z.string().min(1),
  hashes: z.array(z.looseObject({ alg: z.string(), content: z.string() })).nullish(),
});

function bom(versions: readonly (typeof VERSIONS)[number][]): z.ZodType<Bill> {
  return z
    .looseObject({
      bomFormat: z.literal('CycloneDX'),
      specVersion: z.enum(versions),
      metadata: z.looseObject({ component: component.nullish() }).nullish(),
      components: z.array(component).nullish(),
    })
    .transform(({ specVersion, metadata, components }) => ({
      format: `CycloneDX ${specVersion}`,
      parts: components?.length ?? 0,
      describes: (metadata?.component?.hashes ?? []).flatMap(({ alg, content }) =>
        alg === 'SHA-256' ? [content] : [],
      ),
    }));
}

/** CycloneDX 1.4 to 1.6, JSON (CycloneDX/specification, `schema/bom-1.6.schema.json`). */
export const cyclonedx = predicate({
  types: {
    'https://cyclonedx.org/bom': bom(VERSIONS),
    ...Object.fromEntries(VERSIONS.map((version) => [`https://cyclonedx.org/bom/v${version}`, bom([version])])),
  },
  demands: noDemands,
  says: (bill, { subjects }) => readBill(bill, subjects),
});

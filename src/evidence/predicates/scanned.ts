import { z } from 'zod';
import { type Severity, worst } from './severity.ts';

/** A vulnerability as a scanner reports it. */
export interface Vulnerability {
  readonly id: string;
  readonly severity: Severity;
}

const id = z.string();
const said = z.union([z.string(), z.number()]);
const scores = z.array(z.looseObject({ score: said }));

/** The text of v0.1 has one severity below `vulnerability`; its example and v0.2 have a list of them, and no level between. */
const vulnerability = z.looseObject({ id, severity: scores });
const vulnerabilityBelow = z.looseObject({
  vulnerability: z.looseObject({ id, severity: z.union([scores, z.looseObject({ score: said })]) }),
});

export const vulnerabilities: z.ZodType<readonly Vulnerability[]> = z.array(
  z
    .union([vulnerability, vulnerabilityBelow.transform(({ vulnerability }) => vulnerability)])
    .transform(({ id, severity }) => ({
      id,
      severity: worst([severity].flat().map(({ score }) => score)),
    })),
);

/**
 * Trivy, JSON report version 2 (aquasecurity/trivy, `pkg/types/report.go`): empty lists are left out. Only reports about
 * one artifact: those about a cluster have the same version, and what was found stands elsewhere.
 */
const trivy = z
  .looseObject({
    SchemaVersion: z.literal(2),
    ArtifactName: z.string().min(1),
    Results: z
      .array(
        z.looseObject({
          Vulnerabilities: z.array(z.looseObject({ VulnerabilityID: id, Severity: z.string() })).nullish(),
        }),
      )
      .nullish(),
  })
  .transform(({ Results }) =>
    (Results ?? []).flatMap(({ Vulnerabilities }) =>
      (Vulnerabilities ?? []).map(({ VulnerabilityID, Severity }) => ({
        id: VulnerabilityID,
        severity: worst([Severity]),
      })),
    ),
  );

/** Grype, JSON output (anchore/grype, `grype/presenter/models/document.go`). */
const grype = z
  .looseObject({
    matches: z.array(z.looseObject({ vulnerability: z.looseObject({ id, severity: z.string().nullish() }) })),
    descriptor: z.looseObject({ name: z.string() }),
  })
  .transform(({ matches }) =>
    matches.map(({ vulnerability: { id, severity } }) => ({ id, severity: worst(severity ? [severity] : []) })),
  );

/** A scanner's own report, of those that we can read. */
export const report: z.ZodType<readonly Vulnerability[]> = z.unknown().transform((value, context) => {
  for (const form of [trivy, grype]) {
    const read = form.safeParse(value);
    if (read.success) return read.data;
  }
  context.addIssue({
    code: 'custom',
    message: 'expected a JSON report of Trivy (version 2, about one artifact) or Grype, seen another',
  });
  return z.NEVER;
});

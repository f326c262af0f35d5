import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { duration, plus } from '../../time/duration.ts';
import { compareInstants, type Instant } from '../../time/instant.ts';
import { hasBeen, timestamp, uri } from './in-toto.ts';
import { predicate, short } from './predicate.ts';
import { report, type Vulnerability, vulnerabilities } from './scanned.ts';
import { isWorse, SEVERITIES } from './severity.ts';

interface Scan {
  readonly scanner: string;
  readonly finished: Instant;
  readonly found: readonly Vulnerability[];
}

function scan(result: z.ZodType<readonly Vulnerability[]>): z.ZodType<Scan> {
  return z
    .looseObject({
      scanner: z.looseObject({ uri, result }),
      metadata: z.looseObject({ scanStartedOn: timestamp, scanFinishedOn: timestamp }),
    })
    .transform(({ scanner, metadata }) => ({
      scanner: scanner.uri,
      finished: metadata.scanFinishedOn,
      found: scanner.result,
    }));
}

/**
 * Vulnerability scans: in-toto Vulnerabilities v0.1 and v0.2 (in-toto/attestation, `spec/predicates/vulns.md`,
 * `vulns_02.md`), and cosign's record (sigstore/cosign, `specs/COSIGN_VULN_ATTESTATION_SPEC.md`), whose result is the
 * scanner's own report.
 */
export const vulnerabilityScan = predicate({
  types: {
    'https://in-toto.io/attestation/vulns/v0.2': scan(vulnerabilities),
    'https://in-toto.io/attestation/vulns/v0.1': scan(vulnerabilities),
    'https://cosign.sigstore.dev/attestation/vuln/v1': scan(report),
  },
  demands: z.strictObject({
    worst_allowed: z.enum(SEVERITIES).meta({
      description: 'the worst severity that a finding may have; one that cannot be read counts as critical',
    }),
    longest_age: duration.optional().meta({ description: 'how long ago the scan may have ended; without it, ever' }),
    scanners: distinct(uri, { min: 1, max: 50 })
      .optional()
      .meta({ description: 'each `scanner.uri` that counts, exactly; without it any' }),
  }),
  says: ({ scanner, finished, found }, { demands, at }) => {
    const { worst_allowed, longest_age, scanners } = demands;
    if (scanners?.includes(scanner) === false) return short(`a scanner of ${scanners.join(', ')}`, scanner);
    if (!hasBeen(finished, at)) return short(`a scan that ended until ${at}`, finished);
    const until = longest_age && (plus(finished, longest_age) ?? finished);
    if (until !== undefined && compareInstants(until, at) < 0)
      return short(`a scan that ended at most ${longest_age} before ${at}`, finished);
    const worse = found.filter(({ severity }) => isWorse(severity, worst_allowed));
    if (worse.length > 0)
      return short(
        `no finding worse than ${worst_allowed}`,
        worse.map(({ id, severity }) => `${id} (${severity})`).join(', '),
      );
    return [
      `scanned by ${scanner}`,
      `ended at ${finished}`,
      `${found.length} findings, none worse than ${worst_allowed}`,
    ];
  },
});

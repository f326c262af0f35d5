/** CVSS v3.1, section 5: the qualitative ratings, from the mildest. */
export const SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What scanners call them besides. */
const ALIKE: Readonly<Record<string, Severity>> = {
  informational: 'none',
  info: 'none',
  negligible: 'low',
  minor: 'low',
  moderate: 'medium',
  important: 'high',
  severe: 'high',
};

/** The worst of all that is said about one finding. What nobody can read, or nobody said, may be anything: critical. */
export function worst(said: readonly (string | number)[]): Severity {
  const read = said.map((one) => severityOf(one) ?? 'critical');
  return SEVERITIES.findLast((severity) => read.includes(severity)) ?? 'critical';
}

export function isWorse(one: Severity, other: Severity): boolean {
  return SEVERITIES.indexOf(one) > SEVERITIES.indexOf(other);
}

/** A word, or a CVSS score: 0 to 10, and what is beyond is no better. */
function severityOf(said: string | number): Severity | undefined {
  const word = String(said).trim().toLowerCase();
  const known =
    SEVERITIES.find((severity) => severity === word) ?? (Object.hasOwn(ALIKE, word) ? ALIKE[word] : undefined);
  if (known !== undefined || !/^\d{1,2}(?:\.\d+)?$/.test(word)) return known;
  const score = Number(word);
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}

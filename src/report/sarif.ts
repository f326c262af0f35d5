import { digestOf } from '../digest/digest.ts';
import { CODES, type Code } from '../finding/code.ts';
import type { Hold } from './hold.ts';

/**
 * Holds as a log of the Static Analysis Results Interchange Format 2.1.0 (OASIS). Paths are relative to the root of the
 * repository; a result's fingerprint stays when lines above it come and go.
 */
export function sarifOf(packet: string, version: string, holds: readonly Hold[]) {
  const codes = [...new Set(holds.map(({ code }) => code))].sort();
  const fingerprints = new Map<string, number>();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'countersign', version, rules: codes.map(descriptor) } },
        automationDetails: { id: `countersign/${encodeURIComponent(packet)}/` },
        columnKind: 'utf16CodeUnits',
        results: holds.map((hold) => resultOf(hold, codes, fingerprints)),
      },
    ],
  };
}

function descriptor(code: Code) {
  return { id: code, name: code, shortDescription: { text: CODES[code] }, defaultConfiguration: { level: 'error' } };
}

function resultOf(hold: Hold, codes: readonly Code[], fingerprints: Map<string, number>) {
  const { code, rule, grade, path, line, column, message, mend } = hold;
  const mark = digestOf([code, rule, path, message]).slice('sha256:'.length);
  // The same thing said of two places is two results.
  const times = (fingerprints.get(mark) ?? 0) + 1;
  fingerprints.set(mark, times);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: grade === 'undecided' ? 'warning' : 'error',
    message: { text: `${message}\ndo: ${mend}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path), uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { 'countersign/hold/v1': `${mark}:${times}` },
  };
}

/** A relative reference (RFC 3986, 4.2): no part of a path can be taken for a scheme, a query or a fragment. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readDocument } from '../../src/document/document.ts';
import { readJson } from '../../src/document/json.ts';
import { type Cases, json, list, refuses } from './vectors.ts';

/** yaml-test-suite: what is no YAML must not be read as some. */
export function yamlErrors(): Cases {
  const shape = z.array(z.object({ id: z.string(), label: z.string(), yamlBase64: z.base64() }));
  return json(shape, 'parsing', 'yaml-test-suite.errors.json').map(({ id, label, yamlBase64 }) => {
    return [`${id} ${label}`, () => !readDocument(id, Buffer.from(yamlBase64, 'base64'), z.unknown()).ok];
  });
}

/** JSONTestSuite, what every reader must accept; but a key that comes twice is refused here, as two readings. */
export function jsonAccepted(): Cases {
  return list('parsing', 'JSONTestSuite', 'test_parsing').map((path) => {
    const bytes = readFileSync(path);
    const read = () => readJson(bytes);
    const holds = basename(path).includes('duplicated_key')
      ? () => refuses(read, SyntaxError)
      : () => isDeepStrictEqual(read(), JSON.parse(bytes.toString()));
    return [basename(path), holds];
  });
}

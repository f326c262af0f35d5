/**
 * Our readers, digests and verifiers against test data that nobody here wrote: one line a set, `passed of total`, and
 * the names of what failed. Exit 1 when a case fails or a set is empty. The data stays in the folder that is the argument.
 */
import { codeowners } from './conformance/codeowners.ts';
import { dirhash, jcsFiles, jcsNumbers } from './conformance/digests.ts';
import { jsonAccepted, yamlErrors } from './conformance/parsing.ts';
import { dsseProtocol, sigstoreConformance } from './conformance/sigstore.ts';
import { attempt, type Cases, folder } from './conformance/vectors.ts';
import { webhooks } from './conformance/webhooks.ts';

if (folder === '') {
  console.error('usage: npm run conformance -- <folder of test vectors>');
  process.exit(2);
}

const SETS: Record<string, () => Cases | Promise<Cases>> = {
  codeowners,
  dirhash,
  'jcs files': jcsFiles,
  'jcs numbers': jcsNumbers,
  'yaml errors': yamlErrors,
  json: jsonAccepted,
  'dsse-intoto': dsseProtocol,
  'sigstore-conformance': sigstoreConformance,
  webhooks,
};

let bad = false;
for (const [set, read] of Object.entries(SETS)) {
  const cases = await read();
  const failed = cases.filter(([, holds]) => !attempt(holds)).map(([name]) => name);
  console.log(`${set.padEnd(20)} ${cases.length - failed.length} of ${cases.length}`);
  for (const name of failed) console.log(`  failed: ${name}`);
  bad ||= failed.length > 0 || cases.length === 0;
}
process.exit(bad ? 1 : 0);

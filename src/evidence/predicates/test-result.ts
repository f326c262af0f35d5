import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { line } from '../../document/names.ts';
import { resource } from './in-toto.ts';
import { predicate, short } from './predicate.ts';

const names = z.array(z.string()).nullish();

/** The predicate's own example describes its configuration by name, place and digest. */
const content = z.looseObject({
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  configuration: z.array(resource).min(1),
  passedTests: names,
  warnedTests: names,
  failedTests: names,
});

/** in-toto Test Result v0.1 (in-toto/attestation, `spec/predicates/test-result.md`). A warning is no yes. */
export const testResult = predicate({
  types: { 'https://in-toto.io/attestation/test-result/v0.1': content },
  demands: z
    .strictObject({
      tests: distinct(line, { min: 1, max: 200 }).meta({ description: 'tests that must be among those that passed' }),
    })
    .optional(),
  byRun: true,
  says: ({ result, passedTests, warnedTests, failedTests }, { demands }) => {
    if (result !== 'PASSED') return short('the result PASSED', result);
    const others = [...(failedTests ?? []), ...(warnedTests ?? [])];
    if (others.length > 0) return short('no test that failed or warned', others.join(', '));
    const missing = (demands?.tests ?? []).filter((name) => !passedTests?.includes(name));
    if (missing.length > 0)
      return short(`that these tests passed: ${missing.join(', ')}`, (passedTests ?? []).join(', ') || 'no names');
    return ['PASSED', ...(passedTests ? [`${passedTests.length} tests passed`] : [])];
  },
});

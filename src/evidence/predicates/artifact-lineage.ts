import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { digest, httpsUrl, line } from '../../document/names.ts';
import { instant } from '../../time/instant.ts';
import { subject } from '../citation.ts';
import { hasBeen, uri } from './in-toto.ts';
import { source } from './own.ts';
import { predicate, short } from './predicate.ts';

const step = z.strictObject({
  name: line.meta({ examples: ['compile'] }),
  by: uri.meta({ description: 'who or what did it' }),
  at: instant,
  inputs: distinct(subject, { min: 1, max: 64 }).meta({
    description: 'what it was made of: the commit, or what earlier steps made',
  }),
  outputs: distinct(digest, { min: 1, max: 64 }).meta({ description: 'what it made' }),
});

/** The predicate `https://countersign.dev/artifact-lineage/v1`. */
export const artifactLineageContent = z.strictObject({
  source,
  steps: z.array(step).min(1).max(100).meta({ description: 'one after the other, from the commit to the artifacts' }),
});

/** An unbroken chain from a commit to what is cited: whatever a step takes, an earlier one made or the commit is. */
export const artifactLineage = predicate({
  types: { 'https://countersign.dev/artifact-lineage/v1': artifactLineageContent },
  demands: z.strictObject({
    repositories: distinct(httpsUrl, { min: 1, max: 50 }).meta({
      description: 'each `source.repository` that counts, exactly',
    }),
  }),
  says: ({ source, steps }, { demands, subjects, at }) => {
    if (!demands.repositories.includes(source.repository))
      return short(`sources of ${demands.repositories.join(', ')}`, source.repository);
    const made = new Set<string>([`gitCommit:${source.commit}`]);
    let before = steps[0]?.at ?? at;
    for (const { name, at: when, inputs, outputs } of steps) {
      if (when < before || !hasBeen(when, at)) return short(`the step \`${name}\` between ${before} and ${at}`, when);
      const gap = inputs.find((input) => !made.has(input));
      if (gap !== undefined) return short(`that the step \`${name}\` takes what earlier steps made`, gap);
      for (const output of outputs) made.add(output);
      before = when;
    }
    const missing = subjects.find((subject) => !made.has(subject));
    if (missing !== undefined) return short(`a chain that leads to ${missing}`, [...made].join(', '));
    return [
      `${steps.length} steps without a gap: ${steps.map(({ name }) => name).join(', ')}`,
      `from commit ${source.commit} of ${source.repository}`,
    ];
  },
});

import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { resource, uri } from './in-toto.ts';
import { predicate, short } from './predicate.ts';

const content = z.looseObject({
  buildDefinition: z.looseObject({
    buildType: uri,
    externalParameters: z.record(z.string(), z.unknown()),
    resolvedDependencies: z.array(resource).nullish(),
  }),
  runDetails: z.looseObject({ builder: z.looseObject({ id: uri }) }),
});

/**
 * SLSA Provenance v1 (slsa.dev/spec/v1.0/provenance). The builder alone tells the SLSA level, so the policy names each
 * one that counts, and the build types whose parameters it understands (verifying-artifacts, steps 1 and 2).
 */
export const provenance = predicate({
  types: { 'https://slsa.dev/provenance/v1': content },
  demands: z.strictObject({
    builders: distinct(uri, { min: 1, max: 50 }).meta({
      description: 'each `runDetails.builder.id` that counts, exactly',
    }),
    build_types: distinct(uri, { min: 1, max: 50 }).meta({
      description: 'each `buildDefinition.buildType` that counts, exactly',
    }),
  }),
  says: ({ buildDefinition, runDetails }, { demands }) => {
    const { buildType, resolvedDependencies } = buildDefinition;
    const { id } = runDetails.builder;
    if (!demands.builders.includes(id)) return short(`a builder of ${demands.builders.join(', ')}`, id);
    if (!demands.build_types.includes(buildType))
      return short(`a build type of ${demands.build_types.join(', ')}`, buildType);
    return [`built by ${id}`, `as ${buildType}`, `from ${resolvedDependencies?.length ?? 0} resolved dependencies`];
  },
});

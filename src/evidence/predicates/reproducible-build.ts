import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { digest, line } from '../../document/names.ts';
import { instant } from '../../time/instant.ts';
import { hasBeen, uri } from './in-toto.ts';
import { source } from './own.ts';
import { predicate, short } from './predicate.ts';

const build = z.strictObject({
  builder: uri.meta({
    description: 'who built, by the name that policies know',
    examples: ['https://rebuild-a.acme.example'],
  }),
  run: line.optional().meta({ description: 'the run that built' }),
  finished_at: instant,
  artifacts: distinct(digest, { min: 1, max: 64 }).meta({ description: 'all that this build made, by digest' }),
});

/** The predicate `https://countersign.dev/reproducible-build/v1`. */
export const reproducibleBuildContent = z.strictObject({
  source,
  builds: distinct(build, { min: 2, max: 20, by: 'builder' }).meta({
    description: 'builds of the same sources by builders that have nothing to do with each other',
  }),
});

/** Several builders made the same, bit by bit, from one commit. One that made anything else proves the contrary. */
export const reproducibleBuild = predicate({
  types: { 'https://countersign.dev/reproducible-build/v1': reproducibleBuildContent },
  demands: z.strictObject({
    builders: distinct(uri, { min: 2, max: 50 }).meta({
      description: 'builders that count, exactly; two of them must have built',
    }),
  }),
  says: ({ source, builds }, { demands, subjects, at }) => {
    const known = builds.filter(({ builder }) => demands.builders.includes(builder));
    if (known.length < 2)
      return short(`builds by two of ${demands.builders.join(', ')}`, builds.map(({ builder }) => builder).join(', '));
    const late = builds.find(({ finished_at }) => !hasBeen(finished_at, at));
    if (late !== undefined) return short(`builds that ended until ${at}`, `${late.builder} at ${late.finished_at}`);
    for (const subject of subjects) {
      if (subject.startsWith('gitCommit:')) {
        if (subject !== `gitCommit:${source.commit}`)
          return short(`a build from ${subject}`, `gitCommit:${source.commit}`);
        continue;
      }
      const other = builds.find(({ artifacts }) => !artifacts.some((made) => made === subject));
      if (other !== undefined)
        return short(`that each build made ${subject}`, `${other.builder} made ${other.artifacts.join(', ')}`);
    }
    const [first, ...others] = builds.map(({ builder, artifacts }) => ({
      builder,
      made: artifacts.toSorted().join(', '),
    }));
    const differing = others.find(({ made }) => made !== first?.made);
    if (differing !== undefined)
      return short(`that each build made ${first?.made}`, `${differing.builder} made ${differing.made}`);
    return [
      `${known.length} builders made the same: ${known.map(({ builder }) => builder).join(', ')}`,
      `from commit ${source.commit}`,
    ];
  },
});

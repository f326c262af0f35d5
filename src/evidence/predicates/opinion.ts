import { z } from 'zod';
import { distinct } from '../../document/checks.ts';
import { line } from '../../document/names.ts';
import { instant } from '../../time/instant.ts';
import { hasBeen } from './in-toto.ts';
import { document, speaker } from './own.ts';
import { predicate, short } from './predicate.ts';

function content<Yes extends string, No extends string>(yes: Yes, no: No) {
  return z.strictObject({
    what: line.meta({ description: 'what they looked at', examples: ['Increment of sprint 47'] }),
    outcome: z.enum([yes, no]).meta({ description: `only \`${yes}\` is a yes` }),
    by: distinct(speaker, { min: 1, max: 50, by: 'name' }).meta({ description: 'who said so, each by name and role' }),
    at: instant,
    record: document.optional().meta({ description: 'where it is written down, and the digest of that' }),
  });
}

function opinion(type: string, schema: ReturnType<typeof content>, yes: string) {
  return predicate({
    types: { [type]: schema },
    demands: z.strictObject({
      roles: distinct(line, { min: 1, max: 20 }).meta({
        description: 'roles that must all be among those who said so',
        examples: ['product owner'],
      }),
    }),
    says: ({ what, outcome, by, at: when }, { demands, at }) => {
      if (outcome !== yes) return short(`the outcome \`${yes}\``, outcome);
      if (!hasBeen(when, at)) return short(`that it was said until ${at}`, when);
      const silent = demands.roles.filter((role) => !by.some((speaker) => speaker.role === role));
      const names = by.map(({ name, role }) => `${name} (${role})`).join(', ');
      if (silent.length > 0) return short(`a ${silent.join(', a ')} among those who said so`, names);
      return [`${yes} at ${when}: ${what}`, `by ${names}`];
    },
  });
}

/** The predicate `https://countersign.dev/acceptance/v1`. */
export const acceptanceContent = content('accepted', 'rejected');

/** That those who are to say so took something over: an increment, an objective, a deliverable. */
export const acceptance = opinion('https://countersign.dev/acceptance/v1', acceptanceContent, 'accepted');

/** The predicate `https://countersign.dev/review/v1`. */
export const reviewContent = content('approved', 'rejected');

/** That those who are to say so reviewed something and found it good. */
export const review = opinion('https://countersign.dev/review/v1', reviewContent, 'approved');

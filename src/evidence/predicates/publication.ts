import { z } from 'zod';
import { instant } from '../../time/instant.ts';
import { hasBeen } from './in-toto.ts';
import { document, speaker } from './own.ts';
import { noDemands, predicate, short } from './predicate.ts';

/** The predicates `https://countersign.dev/preview/v1` and `/docs/v1`. */
export const publicationContent = document.extend({
  outcome: z.enum(['published', 'withdrawn']).meta({ description: 'only `published` is a yes' }),
  by: speaker,
  at: instant,
});

function publication(type: string) {
  return predicate({
    types: { [type]: publicationContent },
    demands: noDemands,
    byRun: true,
    says: ({ uri, digest, outcome, by, at: when }, { at }) => {
      if (outcome !== 'published') return short('the outcome `published`', outcome);
      if (!hasBeen(when, at)) return short(`that it was published until ${at}`, when);
      return [`published at ${when} by ${by.name} (${by.role})`, `${uri} with ${digest}`];
    },
  });
}

/** That something can be tried out, where, and with which bytes. */
export const preview = publication('https://countersign.dev/preview/v1');

/** That it is documented, where, and with which bytes. */
export const docs = publication('https://countersign.dev/docs/v1');

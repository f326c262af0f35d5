/**
 * Where GitHub itself is known to answer otherwise than its description says: a complaint that matches is counted and
 * told, but fails nothing. Each has its reason; without one it would be the stand-in that is wrong.
 */
export const GAPS: readonly { readonly complaint: RegExp; readonly because: string }[] = [
  {
    complaint: /events\/\d+ must be equal to one of the allowed values$/,
    because:
      'an App may subscribe to events that are newer than the list in the description of an App, such as rulesets',
  },
  {
    complaint: /^GET \/repos\/\{owner\}\/\{repo\}\/pulls.* \/(\d+\/)?head\/repo must be object$/,
    because: 'the head repository is null once a fork is deleted; the descriptions of the webhooks say so',
  },
  {
    complaint: /^GET \/app\/installations 200: \/\d+\/account /,
    because: 'the description asks of an account that it be a user and an enterprise at once',
  },
  {
    complaint:
      /^GET \/repos\/\{owner\}\/\{repo\}\/attestations\/\{subject_digest\} 200: \/attestations\/\d+\/bundle must be object$/,
    because: 'since July 2026 the bundle is null, in every version of the API, and stands at bundle_url',
  },
];

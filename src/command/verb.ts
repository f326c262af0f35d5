/** A comment is read in one of these places, and each command belongs to one of them. */
export type CommandPlace = 'packet' | 'decision' | 'delivery' | 'alarm' | 'exception' | 'promotion';

/** What is known of a command, in words for people. */
interface KnownVerb {
  readonly where: readonly CommandPlace[];
  /** How it is written after `/countersign`. */
  readonly usage: string;
  readonly who: string;
  readonly effect: string;
  /** Belongs to a part of the road that is not built yet: known, and refused everywhere. */
  readonly comes?: true;
}

/**
 * Every command by its verb. A name is never used for anything else, so one that only comes later is known today:
 * what somebody writes now must not mean something in a year.
 */
export const VERBS = {
  deny: {
    where: ['packet'],
    usage: 'deny <reason>',
    who: 'an owner of the council',
    effect: 'this revision is denied for good',
  },
  withdraw: {
    where: ['packet'],
    usage: 'withdraw <reason>',
    who: 'its author, its requester, or an owner of the council',
    effect: 'this revision is taken back for good; after its release those who received it are told',
  },
  recheck: {
    where: ['packet', 'decision'],
    usage: 'recheck',
    who: 'anybody in people.yaml',
    effect: 'it is looked at again',
  },
  forward: { where: ['packet'], usage: 'forward ...', who: 'nobody', effect: 'refused, and recorded' },
  correction: {
    where: ['delivery'],
    usage: 'correction <kind> <note>',
    who: 'a member of the council',
    effect: 'a correction of the packet is counted',
  },
  lift: {
    where: ['alarm'],
    usage: 'lift <reason>',
    who: 'an owner without a hand in the cause',
    effect: 'the halt ends',
  },
  sign: {
    where: ['decision'],
    usage: 'sign <option-id or reject>',
    who: 'a member or a sovereign of the council',
    effect: 'in an approving review: a signature for this outcome',
  },
  conclude: {
    where: ['decision'],
    usage: 'conclude',
    who: 'whoever may sign it',
    effect: 'what enough people signed is concluded for good',
  },
  revoke: {
    where: ['exception'],
    usage: 'revoke <reason>',
    who: 'an owner or a member of the council',
    effect: 'the exception ends',
    comes: true,
  },
  resume: { where: ['promotion'], usage: 'resume', who: 'an owner', effect: 'promotion by itself again', comes: true },
} as const satisfies Record<string, KnownVerb>;

export type Verb = keyof typeof VERBS;

/** Where a command belongs, as people are told. */
const PLACES: Readonly<Record<CommandPlace, string>> = {
  packet: "a packet's pull request",
  decision: "a decision's pull request",
  delivery: 'the issue that delivered the packet',
  alarm: 'the issue of the alarm',
  exception: "the exception's issue",
  promotion: "the promotion's pull request",
};

export function isVerb(word: string): word is Verb {
  return Object.hasOwn(VERBS, word);
}

/** Every place of a verb, as people are told. */
export function placesOf({ where }: KnownVerb): string {
  return where.map((place) => PLACES[place]).join(' or ');
}

/** What is known of a verb. */
export function verbNamed(verb: Verb): KnownVerb {
  return VERBS[verb];
}

import type { DecisionFacts, SignatureClaim } from '../claims/decision.ts';
import { type Command, commandsIn } from '../command/commands.ts';
import { unheardIn } from '../command/unheard.ts';
import { isVerb } from '../command/verb.ts';
import { type Outcome, outcomeSchema } from '../decision/outcome.ts';
import { cut } from '../document/text.ts';
import type { SignedFacts } from '../ledger/facts/decision.ts';
import { isAgent, type People, personNamed, personOfAccount } from '../people/people.ts';
import { keylessIn } from '../signature/keyless.ts';
import type { Trust } from '../sigstore/verify.ts';
import type { ReviewSeen } from './observation/review.ts';
import { bindingOf, inOrder, type Standing, type Submitted } from './opinions.ts';
import { usedOnce } from './used-signatures.ts';

/** No option's id is longer. */
const LONGEST_SHOWN = 40;

/** What a signature must agree with. */
export interface ToSign {
  readonly standing: Standing;
  readonly people: People;
  /** GitHub's id of the governance repository. */
  readonly repository: number;
  /** What is signed; null while the file is no decision, so that nothing can be. */
  readonly decision: DecisionFacts | null;
  /** By which Sigstore signatures are verified; null while the rules do not load. */
  readonly trust: Trust | null;
  /** What the ledger remembers of signatures on this decision. */
  readonly signed: readonly SignedFacts[];
}

/** The reviews that sign, ask to sign, or approve without a word, in the order in which they were submitted. */
export function signatureClaims(reviews: readonly ReviewSeen[], toSign: ToSign): SignatureClaim[] {
  return usedOnce(
    inOrder(reviews).flatMap((review) => signatureOf(review, toSign)),
    toSign.signed,
  );
}

function signatureOf(review: Submitted, toSign: ToSign): SignatureClaim[] {
  const { id, state, author, canWrite, head, edited, submittedAt } = review;
  const commands = commandsIn(review.body);
  // What an edited approval said before is not known, whatever became of it.
  const mayHaveSigned = state === 'approved' || (state === 'dismissed' && edited);
  if (state === 'pending' || (!mayHaveSigned && commands.length === 0)) return [];
  const { people, standing } = toSign;
  const person = author.id === null ? null : (personOfAccount(people, author.id) ?? null);
  const asks = askedBy(commands, review.body);
  return [
    {
      review: id,
      account: author.id,
      login: author.login,
      type: author.type,
      person,
      agent: author.id !== null && (author.type !== 'User' || isAgent(people, author.id)),
      can_write: canWrite,
      state,
      head,
      edited,
      submitted_at: submittedAt,
      binding: bindingOf(review, standing),
      asks,
      keyless: person !== null && 'outcome' in asks ? ownSignature(review, person, asks.outcome, toSign) : null,
    },
  ];
}

/** What the text of a review asks for, whatever its state. */
function askedBy(commands: readonly Command[], body: string): SignatureClaim['asks'] {
  const [only] = commands;
  if (only === undefined) {
    const unheard = unheardIn(body);
    if (unheard !== null)
      return { attempt: true, code: 'cross-sign-missing', why: `its line signs nothing: ${unheard}` };
    const why = 'it signs nothing without a line `/countersign sign <option-id>` or `/countersign sign reject`';
    return { attempt: false, code: 'cross-sign-missing', why };
  }
  const { verb, argument } = only;
  const attempt = commands.some((one) => one.verb === 'sign' || !isVerb(one.verb));
  if (commands.length > 1) {
    const why = `expected one command, seen ${commands.length}: sign with one line`;
    return { attempt, code: 'cross-sign-missing', why };
  }
  if (verb !== 'sign') {
    const why = `\`${verb}\` signs nothing: write \`/countersign sign <option-id>\` or \`/countersign sign reject\``;
    return { attempt, code: 'cross-sign-missing', why };
  }
  const read = outcomeSchema.safeParse(
    argument === 'reject' ? { verdict: 'reject' } : { verdict: 'approve', option: argument },
  );
  if (read.success) return { outcome: read.data };
  const why = `expected the id of an option, or \`reject\`, after \`sign\`, seen \`${cut(argument, LONGEST_SHOWN)}\``;
  return { attempt, code: 'cross-sign-missing', why };
}

function ownSignature(
  { body }: ReviewSeen,
  person: string,
  outcome: Outcome,
  { people, repository, decision, trust }: ToSign,
): SignatureClaim['keyless'] {
  if (decision === null || trust === null) return null;
  const { packet, revision, number, file, manifest } = decision;
  const identities = personNamed(people, person)?.identities ?? [];
  return keylessIn(body, {
    sign: { packet, revision, number, repository, file, manifest, outcome },
    identities,
    trust,
  });
}

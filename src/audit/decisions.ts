import type { Conclusion } from '../conclusion/conclusion.ts';
import { conclusionDigest } from '../conclusion/conclusion.ts';
import { sameOutcome } from '../decision/outcome.ts';
import { decisionId, placeNamed } from '../decision/place.ts';
import { canonicalJson } from '../digest/digest.ts';
import type { Body, Entry, EntryOf } from '../ledger/entry.ts';
import { termsDigest } from '../terms/terms.ts';
import type { Lookup } from './references.ts';

type ConclusionIntent = Extract<Body<'intent'>, { effect: 'seal-conclusion' }>;

/**
 * Whether a conclusion agrees with the release that it decides about, and with the entry of each signature that it
 * counts. Gives what was expected otherwise.
 */
export function conclusionFits(intent: ConclusionIntent, lookup: Lookup): string | null {
  const { conclusion, packet, revision, head } = intent;
  const { outcome, option, signers, release } = conclusion;
  const about = { packet, revision, decision: intent.decision, head };
  if (!agrees(about, conclusion)) return `a conclusion of ${decisionId(placeNamed(intent))} at ${head}`;
  const wanted = outcome.verdict === 'approve' ? outcome.option : undefined;
  if (option?.id !== wanted) return `the option that was signed, ${wanted ?? 'none'}`;
  const released = lookup.get(release)?.entry;
  if (released?.kind !== 'released' || !agrees({ packet, revision, council: conclusion.council }, released.body))
    return `the release of ${packet} revision ${revision} to ${conclusion.council} as entry ${release}`;
  const sealed = outcomeAt(released.body.seal, lookup);
  if (sealed?.effect !== 'seal' || sealed.result !== 'done' || sealed.statement !== conclusion.manifest)
    return `the manifest that entry ${released.body.seal} holds`;
  if (new Set(signers.map(({ person }) => person)).size < signers.length) return 'each person once';
  const hands = released.body.proposers;
  if (hands === undefined) return `a release that says who had a hand in the packet as entry ${release}`;
  const proposer = signers.find((one) => hands.some(({ person, account }) => isSame(one, person, account)));
  if (proposer !== undefined) return `nobody with a hand in the packet, such as ${proposer.person}`;
  return signers.map((signer) => signatureFits(signer, intent, lookup)).find((wrong) => wrong !== null) ?? null;
}

function signatureFits(signer: Conclusion['signers'][number], intent: ConclusionIntent, lookup: Lookup): string | null {
  const { pull, packet, revision, decision, head, conclusion } = intent;
  const { person, account, review, submitted_at, assurance } = signer;
  const { file, manifest, outcome } = conclusion;
  const signed = lookup.get(signer.signed)?.entry;
  const about = { pull, packet, revision, decision, head, file, manifest, person, account, review, submitted_at };
  const fits =
    signed?.kind === 'signed' &&
    agrees(about, signed.body) &&
    sameOutcome(outcome, signed.body.outcome) &&
    (assurance === 'review' || signed.body.keyless !== undefined);
  return fits ? null : `the signature of ${person} for this outcome as entry ${signer.signed}`;
}

/** Whether a release says what was sealed, and names those as proposers who were known then. Gives what was expected. */
export function releasedFits(body: Body<'released'>, lookup: Lookup): string | null {
  const intent = lookup.get(outcomeAt(body.seal, lookup)?.intent ?? body.seal)?.entry;
  if (intent?.kind !== 'intent' || intent.body.effect !== 'seal') return 'the intent of its seal';
  const { terms, approvals, proposers } = intent.body;
  if (canonicalJson(proposers ?? null) !== canonicalJson(body.proposers ?? null))
    return 'the proposers of what was sealed';
  const { packet, revision, council, digests, audience, review_window } = terms;
  const approvers = approvals.map(({ person, account, review }) => ({ person, account, review }));
  const sealed = { packet, revision, council, digests, audience, review_window, approvers, terms: termsDigest(terms) };
  return agrees(sealed, body) ? null : `the terms and approvals that entry ${body.seal} seals`;
}

/** The numbers between a seal and the entry by which it concludes: the merge stands there, and nothing that voids it. */
export function sinceSealed({ number, body: { seal } }: EntryOf<'concluded'>): number[] {
  return Array.from({ length: Math.max(0, number - seal - 1) }, (_, index) => seal + 1 + index);
}

/**
 * Whether what is recorded as concluded is the conclusion that was sealed, and merged while the seal stood. Gives what
 * was expected otherwise.
 */
export function concludedFits(entry: EntryOf<'concluded'>, lookup: Lookup): string | null {
  const { body } = entry;
  const sealed = sealedConclusion(body, lookup);
  if (sealed === null) return `the seal of a conclusion of ${decisionId(placeNamed(body))} as entry ${body.seal}`;
  const { council, scope, outcome } = sealed;
  const signers = sealed.signers.map(({ person, account, review }) => ({ person, account, review }));
  const same = agrees({ council, scope, outcome, signers, conclusion: conclusionDigest(sealed) }, body);
  if (!same) return `what entry ${body.seal} seals`;
  const since = sinceSealed(entry).flatMap((number) => lookup.get(number)?.entry ?? []);
  if (since.some(({ kind, body: said }) => kind === 'seal-void' && said.seal === body.seal))
    return `a seal that is not void as entry ${body.seal}`;
  return since.some((one) => merges(one, body, lookup)) ? null : `the merge ${body.merge} before it`;
}

/** Whether an entry says that exactly this was merged, by this very seal. */
function merges({ kind, body: said }: Entry, { merge, seal }: Body<'concluded'>, lookup: Lookup): boolean {
  if (kind !== 'outcome' || said.effect !== 'merge-decision' || said.result !== 'done') return false;
  const intent = lookup.get(said.intent)?.entry;
  const bySeal = intent?.kind === 'intent' && intent.body.effect === 'merge-decision' && intent.body.seal === seal;
  return bySeal && said.tree_matches && said.merge === merge;
}

/** Whether what took effect is what was concluded, no more and no longer. Gives what was expected otherwise. */
export function enactmentFits(entry: Extract<Entry, { kind: 'granted' | 'enacted' }>, lookup: Lookup): string | null {
  const { packet, revision, decision, council, conclusion } = entry.body;
  const concluded = lookup.get(conclusion)?.entry;
  if (concluded?.kind !== 'concluded' || !agrees({ packet, revision, decision, council }, concluded.body))
    return `the conclusion of ${decisionId(placeNamed(entry.body))} as entry ${conclusion}`;
  const sealed = sealedConclusion(concluded.body, lookup);
  if (sealed === null) return `a conclusion whose seal entry ${concluded.body.seal} holds`;
  const { option, requester, signers } = sealed;
  if (entry.kind === 'enacted') {
    const kind = option?.kind ?? 'reject';
    const same = kind !== 'exception' && agrees({ outcome: kind, option: option?.id ?? null }, entry.body);
    return same ? null : `the outcome that entry ${conclusion} concludes`;
  }
  if (sealed.scope !== 'production' || option?.kind !== 'exception')
    return 'an exception that was approved in production';
  const { id, title, exception: reach, expires } = option;
  const granted = { option: id, title, reach, expires, requester, signers: signers.map(({ person }) => person) };
  return agrees(granted, entry.body) ? null : `the exception that entry ${conclusion} concludes, and no more`;
}

function sealedConclusion(body: Body<'concluded'>, lookup: Lookup): Conclusion | null {
  const { pull, packet, revision, decision } = body;
  const sealed = outcomeAt(body.seal, lookup);
  if (sealed?.effect !== 'seal-conclusion' || sealed.result !== 'done') return null;
  const intent = lookup.get(sealed.intent)?.entry;
  if (intent?.kind !== 'intent' || intent.body.effect !== 'seal-conclusion') return null;
  return agrees({ pull, packet, revision, decision }, intent.body) ? intent.body.conclusion : null;
}

function outcomeAt(number: number, lookup: Lookup): Body<'outcome'> | null {
  const entry = lookup.get(number)?.entry;
  return entry?.kind === 'outcome' ? entry.body : null;
}

/** Whether something says all of this, letter by letter. */
function agrees<T extends object>(wanted: Partial<T>, said: T): boolean {
  return Object.entries(wanted).every(([key, value]) => canonicalJson(Reflect.get(said, key)) === canonicalJson(value));
}

function isSame(one: Conclusion['signers'][number], person: string | null, account: number | null): boolean {
  return one.person === person || one.account === account;
}

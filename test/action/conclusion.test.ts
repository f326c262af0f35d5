import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conclusion } from '../../src/conclusion/conclusion.ts';
import { extend } from '../../src/ledger/chain.ts';
import { type Draft, entryBytes, entryHash } from '../../src/ledger/entry.ts';
import { privateKeys } from '../../src/ledger/key.ts';
import { signNote } from '../../src/ledger/note.ts';
import { sharedKeys } from '../../src/rehearse/stage/keys.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { act, intended, run } from './sealing.ts';

/** Whoever has the bot's machine has its keys: they take over the intent to seal a conclusion with one of their own. */
function forge(stage: Stage, change: (conclusion: Conclusion) => Partial<Conclusion>): void {
  const intents = stage.record.entries.filter(({ kind }) => kind === 'intent');
  const asked = intents.find(({ body }) => 'effect' in body && body.effect === 'seal-conclusion');
  if (asked?.kind !== 'intent' || asked.body.effect !== 'seal-conclusion')
    throw new RangeError('no conclusion is to be sealed');
  const conclusion = { ...asked.body.conclusion, ...change(asked.body.conclusion) };
  const takes_over = intents.at(-1)?.number ?? asked.number;
  const draft: Draft = { kind: 'intent', body: { ...asked.body, conclusion, takes_over } };
  append(stage, draft);
}

/** What whoever has the bot's keys writes. */
function append(stage: Stage, draft: Draft): void {
  const last = stage.record.entries.at(-1);
  if (last === undefined) throw new RangeError('no ledger');
  const made = extend({ number: last.number, hash: entryHash(entryBytes(last)) }, [draft], stage.now);
  const note = { path: 'head', bytes: signNote(stage.repository.id, made.head, privateKeys(sharedKeys().ledger)) };
  stage.github.acts.push({
    repository: stage.governance,
    branch: 'ledger',
    by: stage.bot,
    files: Object.fromEntries([...made.files, note].map(({ path, bytes }) => [path, bytes])),
    message: 'as the bot would',
  });
}

describe('an intent to seal what a council did not conclude', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: { sealing: 'workflow' } });
    await act(
      stage,
      { open: { pull: 'ask', by: 'packet-agent' } },
      { review: { pull: 'ask', by: 'ann', state: 'approve' } },
      { review: { pull: 'ask', by: 'ben', state: 'approve' } },
      { call: { pull: 'verdict', base: 'council/release-integrity' } },
      { actions: { paused: true } },
      { sign: { pull: 'verdict', by: 'cyd', option: 'exception-30d' } },
      { sign: { pull: 'verdict', by: 'dan', option: 'exception-30d' } },
      { conclude: { pull: 'verdict', by: 'cyd' } },
      { stop: 'first' },
    );
  });
  afterAll(() => stage.close());

  it.each<[what: string, change: (conclusion: Conclusion) => Partial<Conclusion>]>([
    [
      'an exception that reaches further than what people signed',
      ({ option }) =>
        option?.kind === 'exception' ? { option: { ...option, exception: { ...option.exception, uses: 1000 } } } : {},
    ],
    ['another end', ({ option }) => ({ option: option && { ...option, expires: '2036-12-22T00:00:00Z' } })],
    ['another scope', () => ({ scope: 'test' })],
    ['another release', ({ release }) => ({ release: release - 1 })],
    ['another requester', () => ({ requester: 'hal' })],
    [
      'more than a signer gave',
      ({ signers }) => ({ signers: signers.map((one) => ({ ...one, assurance: 'review+keyless' })) }),
    ],
  ])('L97: is sealed by no workflow, whoever holds the keys of the bot: %s', async (_, change) => {
    forge(stage, change);
    expect(await run(stage)).toMatchObject({ exit: 1 });
    expect(stage.repository.attestations.filter(({ id }) => id > sealedBefore(stage))).toEqual([]);
  });

  it('is sealed where it is what people signed', async () => {
    forge(stage, () => ({}));
    expect(await run(stage)).toMatchObject({ exit: 0 });
  });
});

describe('an intent to seal a packet', () => {
  it('L71: is sealed by no workflow that knows of more hands in it than it names', async () => {
    const stage = await intended();
    const asked = stage.record.entries.findLast(({ kind }) => kind === 'intent');
    if (asked?.kind !== 'intent' || asked.body.effect !== 'seal') throw new RangeError('no packet is to be sealed');
    const proposers = asked.body.proposers?.filter(({ person }) => person !== 'fay');
    append(stage, { kind: 'intent', body: { ...asked.body, proposers, takes_over: asked.number } });
    expect(await run(stage)).toMatchObject({ exit: 1 });
    append(stage, { kind: 'intent', body: { ...asked.body, takes_over: asked.number + 1 } });
    expect(await run(stage)).toMatchObject({ exit: 0 });
    await stage.close();
  });
});

/** The attestation of the release. */
function sealedBefore({ repository }: Stage): number {
  return repository.attestations[0]?.id ?? 0;
}

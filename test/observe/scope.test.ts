import { expect, it } from 'vitest';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { addEntries, NO_FACTS } from '../../src/ledger/facts.ts';
import { rivalsOf } from '../../src/observe/scope.ts';
import { decisionSeen } from '../ledger/decided.ts';
import { AT, story } from '../ledger/sample.ts';

it('L98: of pull requests that carry one decision only earlier ones are asked about, however many come after it', () => {
  const carried = Array.from({ length: 30 }, (_, index) => 100 + index);
  if (decisionSeen.kind !== 'head-seen') throw new TypeError('no head');
  const { body } = decisionSeen;
  const seen = carried.map((pull): Draft => ({ kind: 'head-seen', body: { ...body, packet: null, pull } }));
  const facts = addEntries(NO_FACTS, extend(null, [...story, ...seen], AT).links);
  expect(rivalsOf(facts, 100)).toEqual([]);
  expect(rivalsOf(facts, 102)).toEqual([100, 101]);
});

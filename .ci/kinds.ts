import type { z } from 'zod';
import { councilFile } from '../src/council/council.ts';
import { findingSchema } from '../src/finding/finding.ts';
import { entrySchema } from '../src/ledger/entry.ts';
import { manifestSchema } from '../src/manifest/manifest.ts';
import { packetFile } from '../src/packet/packet.ts';
import { peopleFile } from '../src/people/people.ts';
import { ledgerPolicyFile } from '../src/policy/ledger-policy.ts';
import { sealPolicyFile } from '../src/policy/seal-policy.ts';
import { rehearsalFile } from '../src/rehearse/format.ts';
import { termsSchema } from '../src/terms/terms.ts';

/** A kind of file: its name (as in `schema: governance.v1.<kind>`), its schema, and an example that a test parses. */
export interface Kind {
  readonly kind: string;
  readonly schema: z.ZodType;
  /** From the root of the repository; YAML or JSON. */
  readonly example: string;
}

/** Every kind of file that this project reads or writes. A new kind needs a line here, and an example. */
export const KINDS: readonly Kind[] = [
  { kind: 'Packet', schema: packetFile, example: 'docs/examples/packets/bpe-2026-014/packet.yaml' },
  { kind: 'People', schema: peopleFile, example: 'policies/people.yaml' },
  { kind: 'Council', schema: councilFile, example: 'policies/councils/release-integrity.yaml' },
  { kind: 'LedgerPolicy', schema: ledgerPolicyFile, example: 'policies/ledger.yaml' },
  { kind: 'SealPolicy', schema: sealPolicyFile, example: 'policies/seal.yaml' },
  { kind: 'Rehearsal', schema: rehearsalFile, example: 'docs/examples/story.yaml' },
  { kind: 'Terms', schema: termsSchema, example: 'docs/examples/terms.json' },
  { kind: 'Finding', schema: findingSchema, example: 'docs/examples/finding.json' },
  { kind: 'LedgerEntry', schema: entrySchema, example: 'docs/examples/ledger-entry.json' },
  { kind: 'Manifest', schema: manifestSchema, example: 'docs/examples/manifest.json' },
];

import { type Command, Option } from 'commander';
import { EVIDENCE_KINDS, type EvidenceKind } from '../evidence/kind.ts';
import { instantOf } from '../time/instant.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

const API = 'https://api.github.com';

/** `evidence verify` and `evidence list`. What only one of them needs is loaded when it runs. */
export function evidenceCommands(program: Command, exit: (code: number) => void): void {
  const evidence = program.command('evidence').description('verify cited evidence at its source, or list it');
  verifyCommand(evidence, exit);
  listCommand(evidence, exit);
}

interface VerifyOptions {
  readonly kind?: EvidenceKind;
  readonly subject?: readonly string[];
  readonly policies?: string;
  readonly offline?: string;
  readonly api: string;
  readonly json?: boolean;
}

function verifyCommand(evidence: Command, exit: (code: number) => void): void {
  const verify = evidence
    .command('verify')
    .description('read evidence at its source and say what it proves, by the rules of the governance repository')
    .argument('<file|address...>', 'a packet folder, a governance.v1.Attestation file, or the address of evidence')
    .addOption(new Option('--kind <kind>', 'what an address is evidence of').choices(EVIDENCE_KINDS))
    .option('--subject <digest>', 'what an address must speak of; may be repeated', collected)
    .option(
      '--policies <dir>',
      "rules of this checkout of the governance repository instead of the clone's origin/main",
    )
    .option('--offline <file>', 'verify this copy of the one piece of evidence that is named; nothing is fetched')
    .option('--api <url>', 'the API of a GitHub Enterprise Server', API)
    .option('--json', 'print what was found as JSON')
    .action(async (named: string[], { json = false, ...options }: VerifyOptions) => {
      const { verifyEvidence } = await import('./evidence/verify.ts');
      const at = instantOf(Date.now()) ?? '';
      exit(await ending(() => verifyEvidence(named, { ...options, at, token: process.env.GITHUB_TOKEN }, json, say)));
    });
  const shown = [
    'countersign evidence verify packets/bpe-2026-014',
    'countersign evidence verify --policies governance --kind vsa --subject sha256:2c26…e7ae https://evidence.acme.example/vsa.json',
    'countersign evidence verify --policies governance --offline copy.json evidence/rebuild.yaml',
  ];
  examples(verify, shown, {
    0: 'all of it proves what it is cited for',
    1: 'some of it does not',
    2: 'a file, an address or an option is wrong',
    3: 'some of it could not be read, and the rest proves what it is cited for',
  });
  verify.addHelpText(
    'after',
    '\nGITHUB_TOKEN: for what GitHub is asked, and sent nowhere else; without it GitHub is asked as anybody may',
  );
}

function listCommand(evidence: Command, exit: (code: number) => void): void {
  const list = evidence
    .command('list')
    .description('list the evidence that a packet cites, or that every packet in a clone does with its recorded state')
    .argument('<packet-folder|clone>', 'a folder with a packet.yaml, or a clone of the governance repository')
    .option('--json', 'print it as JSON')
    .action(async (place: string, { json = false }: { json?: boolean }) => {
      const { listEvidence } = await import('./evidence/list.ts');
      exit(await ending(() => listEvidence(place, json, say)));
    });
  examples(
    list,
    ['countersign evidence list packets/bpe-2026-014', 'countersign evidence list . --json > evidence.json'],
    {
      0: 'listed',
      1: 'a packet or the ledger of the clone is not whole',
    },
  );
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

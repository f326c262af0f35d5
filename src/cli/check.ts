import { type Command, Option } from 'commander';
import type { Check } from '../report/check.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
type Format = (typeof FORMATS)[number];
const EXITS = { ready: 0, held: 1, undecided: 3 } as const;

/** `check`: what the bot would say of a packet, before any pull request is opened. */
export function checkCommand(program: Command, exit: (code: number) => void): void {
  const check = program
    .command('check')
    .description('say what would hold a packet, before any pull request is opened')
    .argument('<packet-folder>', 'the folder `packets/<id>`')
    .option(
      '--policies <dir>',
      "judge by this checkout of the governance repository instead of the clone's origin/main",
    )
    .option('--council <name>', 'the council to propose it to, instead of the one that packet.yaml names')
    .addOption(new Option('--format <format>', 'for people, programs or GitHub').choices(FORMATS).default('text'))
    .option('--evidence', 'read the cited evidence at its source, as the bot does; otherwise nothing is fetched')
    .option('--api <url>', 'the API of a GitHub Enterprise Server', 'https://api.github.com')
    .action(async (folder: string, { format, evidence, api, ...options }: CheckOptions) => {
      const { checkFolder } = await import('./check-folder.ts');
      exit(
        await ending(async () => {
          const readEvidence = evidence ? await readerAt(api) : undefined;
          const checked = await checkFolder(folder, { ...options, readEvidence, now: new Date() });
          say(await printed(checked, format, program.version() ?? ''));
          return EXITS[checked.outcome];
        }),
      );
    });
  const shown = [
    'countersign check packets/bpe-2026-014',
    'countersign check --evidence packets/bpe-2026-014',
    'countersign check --policies governance --format sarif drafts/bpe-2026-014 > check.sarif',
  ];
  examples(check, shown, {
    0: 'nothing holds it but what only a pull request can bring',
    1: 'something would hold it',
    2: 'the folder or an option is wrong',
    3: 'something could not be read',
  });
  check.addHelpText(
    'after',
    '\nGITHUB_TOKEN: for evidence that GitHub is asked for; without it GitHub is asked as anybody may',
  );
}

interface CheckOptions {
  readonly policies?: string;
  readonly council?: string;
  readonly format: Format;
  readonly evidence?: true;
  readonly api: string;
}

async function readerAt(api: string) {
  const { githubAt, githubBy } = await import('./evidence/github.ts');
  const { EvidenceReader } = await import('../observe/evidence/reader.ts');
  const place = githubAt(api);
  const github = githubBy(process.env.GITHUB_TOKEN, place);
  const reader = new EvidenceReader({ github: async () => github, ...place });
  return reader.read.bind(reader);
}

async function printed(check: Check, format: Format, version: string): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../report/check.ts')).checkText(check);
    case 'json':
      return JSON.stringify(check, null, 2);
    case 'sarif': {
      const { sarifOf } = await import('../report/sarif.ts');
      return JSON.stringify(sarifOf(check.packet, version, check.holds), null, 2);
    }
    case 'github': {
      const { annotationsOf } = await import('../report/annotations.ts');
      const { headline } = await import('../report/check.ts');
      const { harmless } = await import('../report/workflow-command.ts');
      return [...annotationsOf(check.holds), harmless(`${check.folder}: ${headline(check)}`)].join('\n');
    }
  }
}

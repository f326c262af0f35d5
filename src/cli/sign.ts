import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

interface Given {
  readonly decision: string;
  readonly outcome: string;
  readonly signingConfig?: string;
  readonly identityToken?: string;
  readonly oidcIssuer?: string;
  readonly oidcClientId: string;
  readonly browser: boolean;
  readonly policies?: string;
}

/** `sign`. */
export function signCommand(program: Command, exit: (code: number) => void): void {
  const sign = program
    .command('sign')
    .description('sign an outcome of a decision with your own Sigstore identity, and print the review that says so')
    .requiredOption(
      '--decision <file>',
      'decisions/<packet>/r<n>-d<n>.yaml, in a clone at the head of its pull request',
    )
    .requiredOption('--outcome <option>', 'the id of an option of the packet, or `reject`')
    .option(
      '--signing-config <file>',
      'which Sigstore signs, a file outside of the clone; else SIGSTORE_SIGNING_CONFIG',
    )
    .option('--identity-token <file>', '`-` for standard input; else SIGSTORE_ID_TOKEN_FILE, else a browser logs in')
    .option('--oidc-issuer <url>', 'where to log in, if not where the signing configuration says')
    .option('--oidc-client-id <id>', 'as whom the provider knows this program', 'sigstore')
    .option('--no-browser', 'print the address to log in at, and open nothing')
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .action(async (given: Given) => {
      const { signDecision } = await import('./sign/sign-decision.ts');
      const options = {
        ...given,
        signingConfig: given.signingConfig ?? process.env.SIGSTORE_SIGNING_CONFIG,
        identityToken: given.identityToken ?? (process.env.SIGSTORE_ID_TOKEN_FILE?.trim() || undefined),
      };
      const tell = (line: string) => void process.stderr.write(`${line}\n`);
      exit(await ending(() => signDecision(options, { tell, say })));
    });
  const call = 'countersign sign --decision governance/decisions/bpe-2026-014/r2-d1.yaml';
  const shown = [
    `${call} --outcome wait --signing-config signing-config.json > review.md`,
    `${call} --outcome reject --signing-config signing-config.json --no-browser > review.md`,
  ];
  examples(sign, shown, {
    0: 'signed: the text of the review is printed',
    1: 'nothing is printed: the clone does not bear out what would be signed, or the signature would not count',
    3: 'no signature came about: nobody logged in, a service did not answer, or the ledger could not be checked',
  });
}

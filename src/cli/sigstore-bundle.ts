import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';
import type { SigstoreBundleOptions } from './sigstore-bundle-verify.ts';

/** `verify-bundle`, as Sigstore's conformance suite calls it (sigstore/sigstore-conformance `docs/cli_protocol.md`). */
export function sigstoreBundleCommand(program: Command, exit: (code: number) => void): void {
  const verify = program
    .command('verify-bundle')
    .description('verify a Sigstore bundle, offline: who signed, when, and over this very file')
    .argument('<file|sha256:hex>', 'what was signed, or what the signed statement is about; or only its digest')
    .requiredOption('--bundle <file>', 'the Sigstore bundle, version 0.1 to 0.3')
    .option('--certificate-identity <identity>', "the signer's name in the certificate, exactly")
    .option('--certificate-oidc-issuer <url>', 'who vouched for that name, exactly')
    .option('--key <file>', 'a public key in PEM, instead of identity and issuer')
    .option('--trusted-root <file>', 'the trusted root to believe, of the Sigstore instance that was used; needed')
    .option('--private', 'ask for no log that the trusted root does not name: for an instance without public logs')
    .option('--json', 'print the answer as JSON')
    .action(async (what: string, { json, ...options }: SigstoreBundleOptions & { json?: true }) => {
      const { verifySigstoreBundle } = await import('./sigstore-bundle-verify.ts');
      exit(await ending(() => verifySigstoreBundle(what, options, json === true, say)));
    });
  const root = '--trusted-root trusted_root.json';
  const signer = '--certificate-identity ann@acme.example --certificate-oidc-issuer https://login.acme.example';
  const shown = [
    `countersign verify-bundle --bundle app.sigstore.json ${signer} ${root} app.tar`,
    `countersign verify-bundle --bundle app.sigstore.json --key release.pub ${root} app.tar`,
  ];
  examples(verify, shown, {
    0: 'verified',
    1: 'not verified; so is what cannot be read as a bundle, a key or a trusted root',
    2: 'an option is missing or a file cannot be read',
  });
}

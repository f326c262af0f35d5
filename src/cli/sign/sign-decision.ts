import { X509Certificate } from 'node:crypto';
import type { KeylessClaim } from '../../claims/decision.ts';
import { outcomeText } from '../../decision/outcome.ts';
import { visible } from '../../report/markdown.ts';
import type { SealBundle } from '../../seal/bundle.ts';
import { makeSeal } from '../../seal/make.ts';
import { keylessClaim } from '../../signature/keyless.ts';
import { reviewBody } from '../../signature/review-body.ts';
import { crossSignBytes } from '../../signature/statement.ts';
import { leafOf, readBundle } from '../../sigstore/bundle.ts';
import { identityToken } from './identity.ts';
import { type Question, questionOf } from './question.ts';
import { questionText } from './question-text.ts';
import { servicesIn } from './services.ts';
import { Unsignable } from './unsignable.ts';

export interface SignOptions {
  readonly decision: string;
  readonly outcome: string;
  readonly signingConfig?: string | undefined;
  readonly identityToken?: string | undefined;
  readonly oidcIssuer?: string | undefined;
  readonly oidcClientId: string;
  readonly browser: boolean;
  readonly policies?: string | undefined;
}

/** Where a person reads, and where what is to be pasted goes: a pipe takes the one without the other. */
export interface SignOutput {
  readonly tell: (line: string) => void;
  readonly say: (line: string) => void;
}

const TIMEOUT_MS = 30_000;

/**
 * Shows what is signed, signs it as the person who logs in, verifies that as the bot will, and prints the text of the
 * review. Gives the exit code. Throws `WrongArgument`, and `SigningUnavailable` where no signature came about.
 */
export async function signDecision(options: SignOptions, { tell, say }: SignOutput): Promise<number> {
  try {
    const question = await questionOf({ ...options, file: options.decision });
    const services = await servicesIn(options.signingConfig, question.clone, new Date());
    tell(questionText(question));
    const source = {
      token: options.identityToken,
      provider: options.oidcIssuer ?? services.provider,
      clientId: options.oidcClientId,
      browser: options.browser,
    };
    const token = await identityToken(source, tell);
    const statement = crossSignBytes(question.sign);
    const made = { statement, signingConfig: services.config, identityToken: async () => token, timeoutMs: TIMEOUT_MS };
    const bundle = await makeSeal(made);
    const { person, claim } = requireSigner(bundle, question);
    const { outcome } = question.sign;
    tell(
      visible(
        `Signed ${outcomeText(outcome)} as ${person}, ${claim.identity} of ${claim.issuer}, at ${claim.signed_at}.`,
      ),
    );
    tell(
      'What follows is the text of an approving review: paste it, or give it to `gh pr review <number> --approve --body-file <file>`',
    );
    say(reviewBody(outcome, bundle).trimEnd());
    return 0;
  } catch (error) {
    if (!(error instanceof Unsignable)) throw error;
    for (const line of error.message.split('\n')) tell(visible(line));
    return 1;
  }
}

interface Signer {
  readonly person: string;
  readonly claim: Extract<KeylessClaim, { proven: true }>;
}

/** Who signed, by the people and the trusted root of main. Throws `Unsignable` where nobody will believe it. */
function requireSigner(bundle: SealBundle, { sign, council, rules }: Question): Signer {
  const { people, seal, trustedRoot } = rules;
  const trust = { trustedRoot, profile: seal.profile };
  const refusals = [];
  for (const [person, { identities = [] }] of Object.entries(people.people)) {
    const claim = keylessClaim(bundle, { sign, identities, trust });
    if (claim.proven) return requireRole({ person, claim }, council, rules);
    refusals.push(claim);
  }
  const worse = refusals.find(({ code }) => code !== 'attestation-identity-mismatch');
  if (worse !== undefined) throw new Unsignable(worse.code, worse.expected, worse.seen);
  const leaf = leafOf(readBundle(bundle));
  const seen = leaf === null ? 'none' : (new X509Certificate(leaf).subjectAltName ?? 'none');
  const expected = 'an identity of somebody in policies/people.yaml that is no GitHub login';
  throw new Unsignable('attestation-identity-mismatch', expected, seen);
}

function requireRole(signer: Signer, council: string, { councils }: Question['rules']): Signer {
  const { members = [], sovereigns = [] } = councils[council] ?? {};
  if ([...members, ...sovereigns].includes(signer.person)) return signer;
  throw new Unsignable('signer-not-owner', `a member or a sovereign of ${council}`, signer.person);
}

/** Who seals: a workflow of the repository, or the bot in its own process (docs/sealing.md). */
export const SEALERS = ['workflow', 'in-process'] as const;
export type Sealer = (typeof SEALERS)[number];

/** One thing that must be known before a governance repository can be written. */
export interface Question {
  /** What the answer looks like, as a command's help shows it. */
  readonly form: string;
  readonly about: string;
  /** Given once for each. */
  readonly many?: true;
  /** Need not be given: nothing is let through by its absence. */
  readonly optional?: true;
  /** Asked only where this one seals. */
  readonly of?: Sealer;
}

/**
 * All of them, by the name of the option. None that guards something has a default: what a council demands is for
 * people to say, and who leaves it out is asked.
 */
export const QUESTIONS = {
  repository: {
    form: '<owner/name:id>',
    about: 'the governance repository; `gh api repos/<owner/name> --jq .id` prints the id',
  },
  app: { form: '<id>', about: "the App's number, from its settings page" },
  'ledger-key': {
    form: '<file>',
    about: 'the public half of the ledger key, PEM; `openssl pkey -in ledger.pem -pubout` prints it',
  },
  person: {
    form: '<key=login:id,...>',
    about: 'a person with all accounts, once for each person; `gh api users/<login> --jq .id` prints the id',
    many: true,
  },
  agent: { form: '<login:id>', about: 'an account that acts by itself, once for each', many: true, optional: true },
  'rule-owners': { form: '<keys>', about: 'who owns the rules, at least two: two approve every change of main' },
  council: { form: '<name>', about: 'the name of the first council' },
  title: { form: '<text>', about: 'its title, on one line' },
  scope: { form: '<test|production>', about: 'how far its conclusions reach' },
  owners: { form: '<keys>', about: 'who may approve that a packet goes to it' },
  'owner-approvals': { form: '<number>', about: 'how many of them must, at least 1' },
  members: { form: '<keys>', about: 'who decides' },
  sovereigns: { form: '<keys|none>', about: 'who stands above it' },
  quorum: { form: '<number>', about: 'how many people must sign the same outcome, at least 2' },
  'required-roles': { form: '<roles|none>', about: 'of human, council, sovereign: roles that must be among them' },
  assurance: { form: '<review|review+keyless>', about: 'whether a review signs, or their own Sigstore identity too' },
  'owner-may-sign': { form: '<yes|no>', about: 'whether the owner who approved the release may sign the decision' },
  'shortest-window': { form: '<duration>', about: 'the shortest review window, such as PT1H' },
  'longest-window': { form: '<duration>', about: 'the longest, such as P14D' },
  'option-kinds': { form: '<kinds>', about: 'of wait, exception, escalate, other: the options that it takes' },
  'blocked-paths': { form: '<ids|none>', about: 'courses of action that every packet must show as blocked' },
  'required-evidence': { form: '<kinds|none>', about: 'kinds of evidence that every packet must cite' },
  'council-repository': { form: '<owner/name:id>', about: 'where the council receives packets, as issues' },
  'council-team': {
    form: '<org/slug:id>',
    about: 'the team that is mentioned; `gh api orgs/<org>/teams/<slug> --jq .id`',
  },
  readers: {
    form: '<keys|none>',
    about: 'who else may read this repository; owners of the organization can, so they are among them',
  },
  'reader-team': {
    form: '<org/slug:id>',
    about: 'a team whose members may read, such as that of agents, once for each',
    many: true,
    optional: true,
  },
  seal: { form: `<${SEALERS.join('|')}>`, about: 'who seals' },
  profile: { form: '<private|public>', about: 'a private Sigstore, or the public one, where names become public' },
  'trusted-root': {
    form: '<file>',
    about: 'whose certificates are believed, JSON; one line of `gh attestation trusted-root`',
  },
  action: {
    form: '<owner/name@commit>',
    about: 'the Action that seals, pinned to the commit that you reviewed, 40 hex digits',
    of: 'workflow',
  },
  'signing-config': { form: '<file>', about: 'which Sigstore services the workflow asks, JSON', of: 'workflow' },
  'seal-identity': {
    form: '<identity>',
    about: "the bot's identity exactly as its certificates name it",
    of: 'in-process',
  },
  'seal-issuer': { form: '<address>', about: 'who vouches for it, exactly as they name it', of: 'in-process' },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionName = keyof typeof QUESTIONS;

/** What was given, by question: the text, or the texts of a question that is answered once for each. */
export type Given = Readonly<Partial<Record<QuestionName, string | readonly string[]>>>;

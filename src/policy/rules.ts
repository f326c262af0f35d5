import { type Codeowners, parseCodeowners } from '../codeowners/codeowners.ts';
import { type Council, readCouncil } from '../council/council.ts';
import { type Complaint, type Problem, placeComplaint, type Read } from '../document/document.ts';
import { type People, personNamed, readPeople } from '../people/people.ts';
import type { EvidencePolicy } from './evidence-policy.ts';
import { EVIDENCE, type EvidenceRules, loadEvidence } from './evidence-rules.ts';
import { readJsonText } from './json-text.ts';
import { type LedgerPolicy, readLedgerPolicy } from './ledger-policy.ts';
import { readSealPolicy, type SealPolicy } from './seal-policy.ts';

/** A file of the tip of `main`, by its path in the repository. */
export interface RuleFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Everything that the rules on `main` say. */
export interface Rules {
  readonly people: People;
  /** By name, without prototype: ask `councilNamed`. */
  readonly councils: Readonly<Record<string, Council>>;
  readonly ledger: LedgerPolicy;
  readonly seal: SealPolicy;
  /** The text of the trusted root file. */
  readonly trustedRoot: string;
  /** The text of the signing configuration; null where the bot seals by itself. */
  readonly signingConfig: string | null;
  /** What evidence must be to prove anything: nothing does where its file is missing or broken. */
  readonly evidence: EvidencePolicy;
  /** The texts of all trusted roots that policies name, by file name. */
  readonly roots: Readonly<Record<string, string>>;
  readonly codeowners: Codeowners;
  /** What is wrong with files that only one council needs, or none, by path: the other councils go on. */
  readonly broken: Readonly<Record<string, readonly Problem[]>>;
}

export type LoadedRules =
  | { readonly ok: true; readonly rules: Rules }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const PEOPLE = 'policies/people.yaml';
const LEDGER = 'policies/ledger.yaml';
const SEAL = 'policies/seal.yaml';
const COUNCIL = /^policies\/councils\/([^/]+)\.yaml$/;

/**
 * Loads the files under `policies/` and the text of CODEOWNERS (`undefined` where there is none). Fails only where a
 * file is missing or broken that everything needs: people, ledger, seal, trusted root. Never throws.
 */
export function loadRules(files: readonly RuleFile[], codeowners: string | undefined): LoadedRules {
  const problems: Problem[] = [];
  const need = <T>(path: string, read: (path: string, bytes: Uint8Array) => Read<T>): T | undefined => {
    const file = files.find((candidate) => candidate.path === path);
    const result = file === undefined ? { ok: false as const, problems: [missing(path)] } : read(path, file.bytes);
    if (result.ok) return result.value;
    problems.push(...result.problems);
    return undefined;
  };
  const people = need(PEOPLE, readPeople);
  const ledger = need(LEDGER, readLedgerPolicy);
  const seal = need(SEAL, readSealPolicy);
  const trustedRoot = seal && need(`policies/${seal.trusted_root}`, readJsonText);
  const signingConfig = seal?.signing_config ? need(`policies/${seal.signing_config}`, readJsonText) : null;
  if (people === undefined || ledger === undefined || seal === undefined || trustedRoot === undefined)
    return { ok: false, problems };
  if (signingConfig === undefined) return { ok: false, problems };

  const evidence = loadEvidence(files);
  const councils: Record<string, Council> = Object.create(null);
  const broken: Record<string, readonly Problem[]> =
    evidence.problems.length > 0 ? { [EVIDENCE]: evidence.problems } : {};
  for (const { path, bytes } of files) {
    const name = COUNCIL.exec(path)?.[1];
    if (name === undefined) {
      if (isUnknownRule(path, seal, evidence)) broken[path] = [unknown(path)];
      continue;
    }
    const council = loadCouncil(path, bytes, name, people);
    if (council.ok) councils[name] = council.value;
    else broken[path] = council.problems;
  }
  return {
    ok: true,
    rules: {
      people,
      councils,
      ledger,
      seal,
      trustedRoot,
      signingConfig,
      evidence: evidence.evidence,
      roots: { ...evidence.roots, [seal.trusted_root]: trustedRoot },
      codeowners: ownersFrom(codeowners),
      broken,
    },
  };
}

/** The council of this name, if its file loaded. */
export function councilNamed(rules: Rules, name: string): Council | undefined {
  return Object.hasOwn(rules.councils, name) ? rules.councils[name] : undefined;
}

/** A council's file, checked against its own name and the people that there are. */
function loadCouncil(path: string, bytes: Uint8Array, name: string, people: People): Read<Council> {
  const read = readCouncil(path, bytes);
  if (!read.ok) return read;
  const council = read.value;
  const complaints: Complaint[] = [];
  if (council.council !== name)
    complaints.push({
      at: ['council'],
      code: 'council-mismatch',
      message: `expected \`${name}\`, the name of the file, seen \`${council.council}\``,
      hint: 'rename the file or the council',
    });
  const named: [(string | number)[], readonly string[]][] = [
    [['owners'], council.owners],
    [['members'], council.members],
    [['sovereigns'], council.sovereigns],
    [['workspace', 'people'], council.workspace.people],
  ];
  for (const [at, keys] of named)
    for (const [index, key] of keys.entries())
      if (personNamed(people, key) === undefined)
        complaints.push({
          at: [...at, index],
          code: 'unknown-name',
          message: `expected a person of ${PEOPLE}, seen \`${key}\``,
          hint: `the people there are ${Object.keys(people.people).join(', ')}`,
        });
  if (complaints.length === 0) return read;
  return { ok: false, problems: complaints.map((complaint) => placeComplaint(path, read.places, complaint)) };
}

function ownersFrom(text: string | undefined): Codeowners {
  if (text !== undefined) return parseCodeowners(text);
  const message = 'expected .github/CODEOWNERS on main, seen none';
  return {
    lines: [],
    problems: [{ line: 1, column: 1, message, hint: 'without it nobody owns anything' }],
    missing: true,
  };
}

/** A rule file with a misspelt name would silently not count. */
function isUnknownRule(path: string, seal: SealPolicy, { roots }: EvidenceRules): boolean {
  const named = [seal.trusted_root, seal.signing_config, ...Object.keys(roots)].map((file) => `policies/${file}`);
  return /\.(?:ya?ml|json)$/i.test(path) && ![PEOPLE, LEDGER, SEAL, EVIDENCE, ...named].includes(path);
}

function missing(path: string): Problem {
  const message = 'expected this file on main, seen none';
  return { path, line: 1, column: 1, code: 'missing-file', message, hint: 'copy it from the reference policies' };
}

function unknown(path: string): Problem {
  const message = 'expected a known policy file, seen this one';
  const hint = `the files are ${PEOPLE}, ${LEDGER}, ${SEAL}, ${EVIDENCE} and policies/councils/<council>.yaml`;
  return { path, line: 1, column: 1, code: 'unknown-file', message, hint };
}

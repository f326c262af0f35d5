import type { GitHub } from '../github/client.ts';
import { NO_PULL } from '../ledger/facts/pull.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { decisionsTouched, packetConcerned, packetTouched } from '../verify/change.ts';
import type { DecisionSeen, FolderSeen } from '../verify/observation/folder.ts';
import type { PullSeen } from '../verify/observation/pull.ts';
import type { HistorySeen } from '../verify/observation/tree.ts';
import type { EvidenceSeen, Observation, Read } from '../verify/observation.ts';
import { provePacket } from '../verify/packet.ts';
import { ActivityLog } from './activity.ts';
import type { Place } from './blob.ts';
import { CitedEvidence, type ReadEvidence } from './cited.ts';
import { readDecision } from './decision.ts';
import { readFolder } from './folder.ts';
import { readHistory } from './history.ts';
import { kept, reading, skipped } from './reading.ts';
import { whyNotRead } from './scope.ts';

/** What was seen of a pull request and of its surroundings before what it proposes is read. */
type Around = Pick<Observation, 'pull' | 'rules' | 'ledger' | 'proposed' | 'at'>;
type Proposed = Pick<Observation, 'history' | 'activity' | 'folder' | 'decision' | 'evidence'>;

/**
 * Reads what pull requests propose to councils: their commits and who pushed them, the packet or the decision, and the
 * evidence. What is read by the id of a commit or tree never changes and is kept.
 */
export class ProposalReading {
  readonly #github: GitHub;
  readonly #place: Place;
  readonly #evidence: CitedEvidence;
  readonly #activity = new ActivityLog();
  readonly #histories = new Map<string, HistorySeen>();
  readonly #folders = new Map<string, FolderSeen>();
  readonly #decisions = new Map<string, DecisionSeen>();

  constructor(github: GitHub, place: Place, readEvidence: ReadEvidence) {
    this.#github = github;
    this.#place = place;
    this.#evidence = new CitedEvidence(readEvidence);
  }

  async read(around: Around): Promise<Proposed> {
    const { pull, ledger, proposed } = around;
    const why = whyNotRead(pull, ledger);
    const history = why === null ? await reading(() => this.#readHistory(pull)) : skipped(why);
    const folder = 'read' in history ? await this.#readFolder(history.read) : history;
    return {
      history,
      activity: await this.#readActivity(pull, history, proposed),
      folder,
      decision: 'read' in history ? await this.#readDecision(history.read) : history,
      evidence: await this.#readEvidence(around, history, folder),
    };
  }

  async #readHistory(pull: PullSeen): Promise<HistorySeen> {
    // Which commits belong to the pull request depends on the base as well as on the head.
    const key = `${pull.number} ${pull.head} ${pull.baseTip}`;
    return kept(this.#histories, key, () => readHistory(this.#github, { ...this.#place, ...pull }));
  }

  /** The log back to where the pull request begins: its first commit stands on one that its base had. */
  #readActivity(
    pull: PullSeen,
    history: Read<HistorySeen>,
    proposed: Around['proposed'],
  ): Promise<Proposed['activity']> {
    const root = 'read' in history ? history.read.root.oid : pull.commits[0]?.parents[0];
    if (!('read' in history) && !('read' in proposed)) return Promise.resolve(history);
    return reading(() => this.#activity.read(this.#github, this.#place, root ?? '', pull.headRef));
  }

  /** Of a decision's pull request it is the packet that it is about, as it stands there. */
  async #readFolder(history: HistorySeen): Promise<Read<FolderSeen>> {
    const touched = packetConcerned(history);
    if (touched === null) return skipped('the change is not one packet');
    if (touched.tree === null) return { read: { id: touched.packet, truncated: false, entries: [] } };
    const { packet, tree } = touched;
    return reading(() =>
      kept(this.#folders, `${packet} ${tree}`, () => readFolder(this.#github, this.#place, packet, tree)),
    );
  }

  async #readDecision(history: HistorySeen): Promise<Read<DecisionSeen>> {
    const touched = decisionsTouched(history);
    if (touched === null) return skipped('the change is no decision');
    const { packet, root, commits } = touched;
    const key = [packet, root, ...commits].join(' ');
    return reading(() => kept(this.#decisions, key, () => readDecision(this.#github, this.#place, touched)));
  }

  /** Nothing is asked for a packet that goes nowhere; for one that was merged it is, so that its council is told. */
  async #readEvidence(
    { pull: { number, state }, rules, ledger, at }: Around,
    history: Read<HistorySeen>,
    folder: Read<FolderSeen>,
  ): Promise<Read<readonly EvidenceSeen[]>> {
    const loaded = 'read' in rules ? rules.read.loaded : null;
    const isProposed = 'read' in history && packetTouched(history.read) !== null;
    const proof = isProposed && 'read' in folder ? provePacket(folder.read) : null;
    const { effects, released } = factsOf(number, ledger);
    if (state === 'closed' || released !== null) return skipped('it goes no further');
    if (!loaded?.ok || !proof?.valid) return skipped('rules or packet are not valid');
    const { evidence } = loaded.rules;
    return { read: await this.#evidence.look(proof.packet.evidence, evidence, { at, anew: effects.length > 0 }) };
  }
}

function factsOf(number: number, ledger: Read<LedgerFacts>) {
  return ('read' in ledger && ledger.read.pulls.get(number)) || NO_PULL;
}

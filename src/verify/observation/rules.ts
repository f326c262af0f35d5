import type { LoadedRules } from '../../policy/rules.ts';
import type { Observation, Read } from '../observation.ts';
import type { TopTree } from './tree.ts';

/** The rules at a commit of main. */
export interface RulesSeen {
  readonly loaded: LoadedRules;
  /** Places beside .github/ where a CODEOWNERS stands too. */
  readonly strayCodeowners: readonly string[];
}

/** What GitHub says is wrong with a CODEOWNERS. */
export interface CodeownersError {
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly message: string;
}

/** A team, and who is in it at this moment. */
export interface TeamSeen {
  /** `org/slug`, lower case. */
  readonly name: string;
  readonly id: number;
  readonly members: readonly number[];
}

/** What a pull request against main would make of it. */
export interface ProposedSeen {
  /** The tops of main's live tip and of the head. */
  readonly before: TopTree;
  readonly after: TopTree;
  /** The rules as they stand at the head, and what GitHub says about its CODEOWNERS. */
  readonly rules: RulesSeen;
  readonly codeownersErrors: readonly CodeownersError[] | null;
  /** The open pull requests to councils, as they stand now. */
  readonly packets: readonly PacketSeen[];
  /** How many more pull requests are open than were listed. */
  readonly unlisted: number;
}

/** An open pull request to a council, as it was seen beside the change of the rules. */
export interface PacketSeen {
  readonly pull: number;
  readonly seen: Read<Observation>;
}

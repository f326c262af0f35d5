import type { World } from '../world.ts';
import type { Said } from './said.ts';
import type { Role, Visit } from './visit.ts';

/** Who looks at a page, and at what. */
export interface View {
  readonly world: World;
  /** Undefined: the pages can be read only. */
  readonly visit: Visit | undefined;
  /** As whom the visitor acts. */
  readonly acting: Role | undefined;
  /** What came of the act that led here. */
  readonly said: Said | undefined;
  /** The path of the page, to which switching persons leads back. */
  readonly here: string;
}

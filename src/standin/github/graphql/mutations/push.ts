import type { Need } from '../../access.ts';

/** What moving a branch needs, by whichever mutation. */
export const PUSH: Need = { app: ['contents:write'], person: 'write' };

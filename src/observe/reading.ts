import { Unanswered } from '../github/client.ts';
import type { Read, Unread } from '../verify/observation.ts';

/** What could not be read, and why. */
export function unread(reason: string): Unread {
  return { unread: reason };
}

/** What was not asked for, since another rule holds anyway, and why. */
export function skipped(reason: string): Unread {
  return { unread: `not read: ${reason}`, skipped: true };
}

/** Only an unanswered question becomes a value; a fault of our own must not pass for an outage. */
export async function reading<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { read: await read() };
  } catch (error) {
    // Where GitHub asks to wait, nothing more is asked: the whole turn ends.
    if (error instanceof Unanswered && error.waitMs === undefined) return unread(error.message);
    throw error;
  }
}

const KEPT = 200;

/** What was read under this key, which says all that it depends on; the oldest of many is forgotten. */
export async function kept<T>(memory: Map<string, T>, key: string, read: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = await read();
  memory.set(key, value);
  const oldest = memory.keys().next();
  if (memory.size > KEPT && !oldest.done) memory.delete(oldest.value);
  return value;
}

/** The time that GitHub tells: the `Date` header, submissions, commits, activity. It stands still until it is moved. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  set(instant: string | number): void;
  advance(seconds: number): void;
}

/** A clock that starts at an RFC 3339 instant. Throws on a date that does not exist. */
export function clockAt(start: string): Clock {
  let now = parse(start);
  return {
    now: () => now,
    set: (instant) => {
      now = parse(instant);
    },
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

/** `2026-11-22T09:00:00Z`: GitHub gives whole seconds. */
export function iso(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

function parse(instant: string | number): number {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: \`${instant}\``);
  return ms;
}

/** Time as the service needs it, so that a rehearsal can let weeks pass in a moment. */
export interface Timer {
  now(): Date;
  /** Calls once at the instant, or soon when it is past; gives what cancels it. */
  at(instant: Date, call: () => void): () => void;
  after(ms: number, call: () => void): () => void;
}

/** Node's timers cannot wait longer than this; what is later is waited for in parts. */
const LONGEST_MS = 2 ** 31 - 1;

/** The wall clock. */
export const wallTimer: Timer = {
  now: () => new Date(),
  at(instant, call) {
    let handle: NodeJS.Timeout;
    const wait = () => {
      const left = instant.getTime() - Date.now();
      handle = left > LONGEST_MS ? setTimeout(wait, LONGEST_MS) : setTimeout(call, Math.max(0, left));
    };
    wait();
    return () => clearTimeout(handle);
  },
  after(ms, call) {
    const handle = setTimeout(call, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(handle);
  },
};

/** Calls again and again, each time this long after the last; gives what ends it. */
export function every(timer: Timer, ms: number, call: () => void): () => void {
  const tick = () => {
    cancel = timer.after(ms, tick);
    call();
  };
  let cancel = timer.after(ms, tick);
  return () => cancel();
}

/** GitHub gives up on a request after ten seconds; so do we, a little later. */
const REQUEST_TIMEOUT_MS = 12_000;

/** A `fetch` that waits for GitHub as long as GitHub works on a request, and no longer than until `signal`. */
export function boundedFetch(signal?: AbortSignal): typeof fetch {
  return (input, init) => {
    const time = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    return fetch(input, { ...init, signal: signal === undefined ? time : AbortSignal.any([signal, time]) });
  };
}

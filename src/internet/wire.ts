import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';

/** The two things that fetching asks of the network, apart, so that what is connected to is what was checked. */
export interface Wire {
  /** All addresses of a host, as this machine resolves names. */
  resolve(host: string): Promise<readonly string[]>;
  /** A connection to one of these addresses, whichever answers first, until the signal; no name is resolved for it. */
  dial(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket>;
}

export const INTERNET: Wire = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),

  dial: async (addresses, port, signal) => {
    const checked = addresses.map((address) => ({ address, family: isIP(address) }));
    const known: LookupFunction = (_host, _options, found) => found(null, checked);
    const socket = connect({ host: 'checked.invalid', port, lookup: known, autoSelectFamily: true, signal });
    // Whoever reads from it hears of its errors; between two readers there must be one, or the process ends.
    socket.on('error', () => socket.destroy());
    await once(socket, 'connect');
    return socket;
  },
};

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server that holds files, as evidence is kept on one. */
export interface FileHost {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** By path, from the first slash. */
  readonly files: Map<string, Uint8Array>;
  /** While it is set, everything is answered 503. */
  down: boolean;
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts on a free port of the loopback. */
export async function startFileHost(files: ReadonlyMap<string, Uint8Array> = new Map()): Promise<FileHost> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    asked.push(path);
    answer(response, host.down ? 'down' : host.files.get(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host: FileHost = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: new Map(files),
    down: false,
    asked,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return host;
}

function answer(response: ServerResponse, file: Uint8Array | 'down' | undefined): void {
  if (file === 'down') response.writeHead(503).end();
  else if (file === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file);
}

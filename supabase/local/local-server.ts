import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createPlainServer, type Server as PlainServer } from 'node:net';

/** Longer than any client of ours keeps an idle connection. Node's own 5 s are as long as Node's client keeps one. */
const KEEP_ALIVE_MS = 75_000;

/** A server on 127.0.0.1. */
export interface LocalServer {
  readonly port: number;
  readonly url: string;
  /** Ends every connection, then the server. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server on 127.0.0.1. It never closes an idle connection first: a client that uses one again at that very
 * moment would be told that it was reset.
 *
 * @param wished a port, or 0 for any that is free
 * @throws Error in words when the port is taken
 */
export async function startServer(listener: RequestListener, wished = 0): Promise<LocalServer & { server: Server }> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  const port = await listen(server, wished);
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Has a server listen on 127.0.0.1, at the wished port or, for 0, at any that is free. Answers the port.
 *
 * @throws Error in words when the port is taken
 */
export function listen(server: PlainServer, wished = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => {
      const words = `Port ${wished} is taken by another program. Stop that one, or choose others (see --help).`;
      reject(cause.code === 'EADDRINUSE' ? new Error(words) : cause);
    };
    server.once('error', refuse);
    server.listen(wished, '127.0.0.1', () => {
      server.off('error', refuse);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A port of 127.0.0.1 that nobody listens on, for a program of another kind: the wished one, or any for 0. Throws as `listen`. */
export async function freePort(wished = 0): Promise<number> {
  const probe = createPlainServer();
  const port = await listen(probe, wished);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

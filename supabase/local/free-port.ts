import { createServer } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on: the wished one, else the error says that it is taken; 0 takes any. */
export function freePort(wished = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => {
      reject(new Error(`Port ${wished} is taken by another program. Stop that one, or choose others (see --help).`));
    });
    probe.listen(wished, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wished;
      probe.close(() => resolve(port));
    });
  });
}

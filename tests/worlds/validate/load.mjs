import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));

/**
 * Loads a TypeScript module of the repository in plain Node.
 *
 * @param {string} path from the root of the repository
 * @returns {Promise<{ module: any, close: () => Promise<void> }>}
 */
export async function load(path) {
  const server = await createServer({
    configFile,
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    appType: 'custom',
    logLevel: 'error',
  });
  return { module: await server.ssrLoadModule(path), close: () => server.close() };
}

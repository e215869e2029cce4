import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** Runs `main` of a TypeScript module of this folder: `node supabase/local/run.mjs main --port 54321`. */
const [, , name = 'main', ...args] = process.argv;
const vite = await createServer({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const module = await vite.ssrLoadModule(`/supabase/local/${name}.ts`);
  await module.main(args);
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
} finally {
  await vite.close();
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../../setup/chromium.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Builds the page of the faults, serves it and starts a Chromium with a profile on the disk.
 *
 * @param {number} port
 */
export async function startFaults(port) {
  const folder = await mkdtemp(join(tmpdir(), 'ptero-faults-'));
  const shared = /** @type {const} */ ({ configFile: `${root}vite.config.ts`, root, logLevel: 'error' });
  const options = { ...shared, build: { outDir: join(folder, 'site') }, preview: { port, strictPort: true } };
  await build(options);
  const server = await preview(options);
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: findChromium(),
    args: chromiumFlags,
  });
  return {
    context,
    version: context.browser()?.version() ?? '',
    async open() {
      const page = await context.newPage();
      await page.goto(`http://localhost:${port}/`);
      await page.waitForFunction('window.faults');
      return page;
    },
    async stop() {
      await context.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

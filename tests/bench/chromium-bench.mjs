import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../setup/chromium.mjs';
import { findRenderers, forgetPeak, memoryOf } from './renderers.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/**
 * Builds the bench, serves it and starts a Chromium with a profile on the disk, so that its private file system is one.
 *
 * @param {string} outDir where the build goes
 * @param {number} port
 */
export async function startBench(outDir, port) {
  const shared = /** @type {const} */ ({ configFile: `${root}vite.config.ts`, root, logLevel: 'error' });
  await build({ ...shared, build: { outDir } });
  const server = await preview({ ...shared, build: { outDir }, preview: { port, strictPort: true } });
  const profile = await mkdtemp(join(tmpdir(), 'ptero-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: chromiumFlags,
  });

  return {
    version: context.browser()?.version() ?? '',
    /**
     * Runs one piece in a page of its own, in a process of its own.
     *
     * @template T
     * @param {(page: import('playwright').Page) => Promise<T>} work
     * @returns {Promise<{ result: T, peakMB: number | null, emptyMB: number | null }>} the most memory that the page's
     * process had, the largest of those with a page, and what it had with the empty page; null where the system does not tell
     */
    async inPage(work) {
      const page = await context.newPage();
      await page.goto(`http://localhost:${port}/`);
      await page.waitForFunction('window.bench');
      const renderers = findRenderers();
      for (const id of renderers) forgetPeak(id);
      const empty = new Map(renderers.map((id) => [id, memoryOf(id, 'VmRSS')]));
      try {
        const result = await work(page);
        const [own] = renderers.toSorted((a, b) => (memoryOf(b, 'VmHWM') ?? 0) - (memoryOf(a, 'VmHWM') ?? 0));
        if (own === undefined) return { result, peakMB: null, emptyMB: null };
        return { result, peakMB: memoryOf(own, 'VmHWM'), emptyMB: empty.get(own) ?? null };
      } finally {
        await page.close();
      }
    },
    async stop() {
      await context.close();
      await server.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../setup/chromium.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Peak memory of a process since the last call, MB; null where the system does not tell. */
function peakMemory(/** @type {number} */ pid) {
  try {
    const kiloBytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kiloBytes ? (Number(kiloBytes) * 1024) / 1e6 : null;
  } catch {
    return null;
  }
}

/**
 * Builds the bench, serves it and starts a Chromium.
 *
 * @param {string} outDir where the build goes
 * @param {number} port
 */
export async function startBench(outDir, port) {
  const shared = /** @type {const} */ ({ configFile: `${root}vite.config.ts`, root, logLevel: 'error' });
  await build({ ...shared, build: { outDir } });
  const server = await preview({ ...shared, build: { outDir }, preview: { port, strictPort: true } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
  const session = await browser.newBrowserCDPSession();

  return {
    version: browser.version(),
    /**
     * Runs one piece in a page of its own.
     *
     * @template T
     * @param {(page: import('playwright').Page) => Promise<T>} work
     */
    async inPage(work) {
      const context = await browser.newContext();
      const before = await renderers();
      const page = await context.newPage();
      await page.goto(`http://localhost:${port}/`);
      await page.waitForFunction('window.bench');
      const own = (await renderers()).filter((id) => !before.includes(id));
      const result = await work(page);
      const peaks = own.map(peakMemory).filter((peak) => peak !== null);
      await context.close();
      return { result, peakMB: peaks.length > 0 ? Math.max(...peaks) : null };
    },
    async stop() {
      await browser.close();
      await server.close();
    },
  };

  async function renderers() {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  }
}

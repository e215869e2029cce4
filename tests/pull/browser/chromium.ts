import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags, findChromium } from '../../setup/chromium.mjs';
import type { Pulls } from './page.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** A browser of somebody's own, with a profile on the disk. */
export interface Browser {
  open(): Promise<Page>;
  setOffline(isOffline: boolean): Promise<void>;
}

/** The page of the pulls, built and served. */
export interface PullSite {
  newBrowser(): Promise<Browser>;
  stop(): Promise<void>;
}

/** @param clockUrl - answers `/now` and `/until?ms=`, which the site passes on from `/clock`. */
export async function servePulls(port: number, clockUrl: string): Promise<PullSite> {
  const folder = await mkdtemp(join(tmpdir(), 'ptero-pulls-'));
  const proxy = { '/clock': { target: clockUrl, rewrite: (path: string) => path.replace('/clock', '') } };
  const options = {
    configFile: `${root}vite.config.ts`,
    root,
    logLevel: 'error',
    build: { outDir: join(folder, 'site') },
    // A worker that was started once starts without a network, too, as the app's do from its service worker.
    preview: { port, strictPort: true, proxy, headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
  } as const;
  await build(options);
  const server = await preview(options);
  const stops: (() => Promise<void>)[] = [];
  return {
    async newBrowser() {
      const context = await chromium.launchPersistentContext(join(folder, `profile-${stops.length}`), {
        executablePath: findChromium(),
        args: chromiumFlags,
      });
      stops.push(() => context.close());
      return {
        async open() {
          const page = await context.newPage();
          await page.goto(`http://localhost:${port}/`);
          await page.waitForFunction('window.pulls');
          return page;
        },
        setOffline: (isOffline) => context.setOffline(isOffline),
      };
    },
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Does something with the page's `pulls`. */
export const call = <Name extends Exclude<keyof Pulls, 'told'>>(
  page: Page,
  name: Name,
  ...args: Parameters<Pulls[Name]>
): Promise<Awaited<ReturnType<Pulls[Name]>>> =>
  page.evaluate(
    ([method, given]) =>
      (window as unknown as { pulls: Record<string, (...args: unknown[]) => unknown> }).pulls[method]!(...given),
    [name, args] as const,
  ) as Promise<Awaited<ReturnType<Pulls[Name]>>>;

/** What was told in the page so far. */
export const toldIn = (page: Page): Promise<Pulls['told']> =>
  page.evaluate(() => (window as unknown as { pulls: Pulls }).pulls.told);

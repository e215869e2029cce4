import { appendFileSync, cpSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { preview } from 'vite';

const port = Number(process.env.UPDATE_PORT ?? 4194);

test('a newer version waits for the reader’s word, in each window, and then takes over', async ({ page }, info) => {
  const outDir = info.outputPath('site');
  cpSync('dist', outDir, { recursive: true });
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port, strictPort: true } });
  await page.goto(`http://localhost:${port}/`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const other = await page.context().newPage();
  await other.goto(`http://localhost:${port}/help`);
  const notice = (window = page) => window.getByText('A newer version of Ptero is ready');
  await expect(notice()).toHaveCount(0);

  appendFileSync(`${outDir}/service-worker.js`, '\n// newer\n');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(notice()).toBeVisible();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(notice()).toHaveCount(0);

  await page.reload();
  await expect(notice()).toBeVisible();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await expect(notice()).toHaveCount(0);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();

  await expect(notice(other)).toBeVisible();
  await other.getByRole('button', { name: 'Reload' }).click();
  await expect(notice(other)).toHaveCount(0);
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await server.close();
});

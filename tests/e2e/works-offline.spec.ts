import { expect, test } from '@playwright/test';
import { preview } from 'vite';
import { tldr } from './real-sets.ts';
import { counted, expectAnswer, importStatus, offerFiles, pickEvent, readRanking } from './support.ts';

const port = Number(process.env.OFFLINE_PORT ?? 4193);
const origin = `http://localhost:${port}`;

test('with the server stopped, a deep link opens and a new scenario is answered', async ({ page }) => {
  const server = await preview({ logLevel: 'error', preview: { port, strictPort: true } });
  await page.goto(origin);
  await offerFiles(page, tldr.file);
  await expect(importStatus(page)).toContainText(counted(tldr.totals));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await server.close();

  await page.goto(`${origin}/help/reading-a-result`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Reading a result/);

  await page.goto(`${origin}/data`);
  await expect(page.getByText('37,812').first()).toBeVisible();

  await page.goto(origin);
  const question = { start: 'Joined', target: 'Guide Changed' };
  await pickEvent(page, 'Start event', question.start);
  await pickEvent(page, 'Target event', question.target);
  await page.getByRole('button', { name: 'Explore' }).click();
  await expectAnswer(page, question);
  expect((await readRanking(page, 'to', question.target)).length).toBeGreaterThan(0);

  await page.reload();
  await expectAnswer(page, question);
});

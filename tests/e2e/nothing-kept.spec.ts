import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { importStatus, ranking } from './support.ts';

const { target } = JSON.parse(
  readFileSync(new URL('../../public/sample/saas.truth.json', import.meta.url), 'utf8'),
) as { readonly target: string };
const notice = /Nothing can be kept in this window/;

test.describe('a private window without a place for files', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      StorageManager.prototype.getDirectory = () =>
        Promise.reject(new DOMException('Security error when calling GetDirectory', 'SecurityError'));
    });
  });

  test('says that nothing is kept, and answers all the same', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByText(notice)).toBeVisible();
    await page
      .getByRole('button', { name: /^Try sample data/ })
      .first()
      .click();
    await expect(ranking(page, 'to', target)).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Analysis' })).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('imports a file, and has forgotten it once it is loaded again', async ({ page }) => {
    await page.goto('/');
    const line = '{"event":"Open","properties":{"time":1700000000,"distinct_id":"ann","$insert_id":"1"}}\n';
    await page
      .getByLabel('Open an export file')
      .and(page.locator('input[type=file]'))
      .first()
      .setInputFiles({ name: 'x.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(line) });
    await expect(importStatus(page)).toContainText('1 event');
    await page.reload();
    await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
    await expect(page.getByText(notice)).toBeVisible();
  });
});

test('an ordinary window says nothing of the kind', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
  await expect(page.getByText(notice)).toHaveCount(0);
});

import { expect, test } from '@playwright/test';
import { largeExport } from './made-up-export.ts';
import { tldr } from './real-sets.ts';
import { beginImportOnTop, counted, importFirst, importOnTop, importStatus, offerFiles } from './support.ts';

test.describe('an import', () => {
  test('can be cancelled, and the page stays usable', async ({ page }, info) => {
    await page.goto('/');
    await offerFiles(page, largeExport(info.outputDir, 15_000).path);
    await expect(page.getByRole('progressbar', { name: 'Import' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await expect(page.getByRole('progressbar', { name: 'Import' })).toHaveCount(0);
    await expect(page.getByRole('status').filter({ hasText: 'cancelled' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeVisible();
    expect(await importFirst(page, tldr.file)).toMatch(counted(tldr.totals));
  });

  test('asks before it is ended by a reload, and goes on when the reader stays', async ({ page }, info) => {
    await page.goto('/');
    await offerFiles(page, largeExport(info.outputDir, 15_000).path);
    await expect(page.getByRole('progressbar', { name: 'Import' })).toBeVisible();
    await page.getByRole('banner').click();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.evaluate(() => location.reload());
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await expect(importStatus(page)).toBeVisible();
  });

  test('that is cancelled leaves what was there before untouched', async ({ page }, info) => {
    await importFirst(page, tldr.file);
    await beginImportOnTop(page, largeExport(info.outputDir, 15_000).path);
    await expect(page.getByRole('progressbar', { name: 'Import' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('progressbar', { name: 'Import' })).toHaveCount(0);

    const status = await importOnTop(page, tldr.file);
    expect(status).toMatch(counted(tldr.totals));
    expect(status).toMatch(/37,812 duplicates dropped/);
  });
});

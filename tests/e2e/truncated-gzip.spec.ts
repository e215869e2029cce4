import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { beginImportOnTop, counted, importFirst, importOnTop } from './support.ts';

const whole = readFileSync(new URL('../../public/sample/saas.ndjson.gz', import.meta.url));

test.describe('a gzip of some megabytes that lost its end', () => {
  test('is refused after much of it was read, and the project stays as it was', async ({ page }) => {
    const buffer = whole.subarray(0, whole.length - 100_000);
    expect(buffer.length).toBeGreaterThan(2_000_000);
    await importFirst(page, tldr.file);
    await beginImportOnTop(page, { name: 'cut.ndjson.gz', mimeType: 'application/gzip', buffer });

    const alert = page.getByRole('alert').filter({ hasText: 'Not imported' });
    await expect(alert).toContainText('“cut.ndjson.gz” is cut off');
    await expect(page.getByRole('progressbar', { name: 'Import' })).toHaveCount(0);

    await page.reload();
    await expect(page.getByText('37,812 events').first()).toBeVisible();
    const status = await importOnTop(page, tldr.file);
    expect(status).toMatch(counted(tldr.totals));
    expect(status).toMatch(/37,812 duplicates dropped/);
  });
});

import { expect, test } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { counted, importFirst, importOnTop } from './support.ts';

test.describe('importing the same file twice', () => {
  test('doubles nothing and says what was dropped', async ({ page }) => {
    await importFirst(page, tldr.file);
    const status = await importOnTop(page, tldr.file);
    expect(status).toMatch(counted(tldr.totals));
    expect(status).toMatch(/37,812 duplicates dropped/);
  });

  test('as two files of one import doubles nothing either', async ({ page }) => {
    const status = await importFirst(page, [tldr.file, tldr.file]);
    expect(status).toMatch(counted(tldr.totals));
    expect(status).toMatch(/37,812 duplicates dropped/);
  });
});

import { expect, test } from '@playwright/test';
import { largeExport } from './made-up-export.ts';
import { explore, importFirst, importStatus, offerFiles } from './support.ts';

test('a sample of the users is kept, and is said wherever its numbers are shown', async ({ page }, info) => {
  const { path, events } = largeExport(info.outputPath(), 1_500);
  const words = 'a sample of 1 in 4 users';
  await importFirst(page, path);
  await page.goto('/data');
  await offerFiles(page, path);
  await page.getByRole('radio', { name: 'New project' }).check();
  await page.getByRole('combobox', { name: 'Users' }).selectOption({ label: 'a sample of 1 in 4' });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(importStatus(page)).toContainText(`This is ${words}`);
  const status = await importStatus(page).innerText();
  const kept = Number(/([\d,]+) events/.exec(status)?.[1]?.replaceAll(',', ''));
  expect(Math.abs(kept / events - 0.25)).toBeLessThan(0.05);

  await page.goto('/data');
  await expect(page.getByText(words)).toBeVisible();
  await explore(page, { start: 'Sign Up', target: 'Start Plan' });
  await expect(page.getByText(words).first()).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('listitem').filter({ hasText: words }).first()).toBeVisible();
});

import { expect, test, type Page } from '@playwright/test';
import { importFirst, importStatus, offerFiles, type TestFile } from './support.ts';

/** A small export whose one event name tells it from others. */
function smallExport(name: string, event: string, events: number): TestFile {
  const lines = Array.from({ length: events }, (_, i) =>
    JSON.stringify({
      event,
      properties: { time: 1_767_225_600 + i, distinct_id: `u${i % 5}`, $insert_id: `${event}${i}` },
    }),
  );
  return { name, mimeType: 'application/x-ndjson', buffer: Buffer.from(lines.join('\n')) };
}

const switcher = (page: Page) => page.getByRole('button', { name: /^Project: / });

async function choose(page: Page, role: 'menuitem' | 'menuitemradio', name: string): Promise<void> {
  await switcher(page).click();
  await page.getByRole(role, { name }).click();
}

async function expectEvents(page: Page, project: string, events: number): Promise<void> {
  await page.goto('/data');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(project);
  await expect(page.getByText(`${events} events`).first()).toBeVisible();
}

test('several projects lie side by side and are switched, renamed and deleted on their own', async ({ page }) => {
  await importFirst(page, smallExport('shop.ndjson', 'Order', 40));
  await page.goto('/data');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('shop');
  await offerFiles(page, smallExport('blog.ndjson', 'Read', 70));
  await page.getByRole('radio', { name: 'New project' }).check();
  await page.getByLabel('Name of the new project').fill('Our blog');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(importStatus(page)).toContainText('70 events');
  await expect(switcher(page)).toContainText('Our blog');
  await expectEvents(page, 'Our blog', 70);

  await choose(page, 'menuitemradio', 'shop');
  await expect(switcher(page)).toContainText('shop');
  await expectEvents(page, 'shop', 40);

  await choose(page, 'menuitem', 'Rename…');
  const renaming = page.getByRole('dialog', { name: 'Rename the project' });
  await renaming.getByLabel('Name').fill('Web shop');
  await renaming.getByRole('button', { name: 'Rename' }).click();
  await expect(renaming).toHaveCount(0);
  await expect(switcher(page)).toContainText('Web shop');
  await page.reload();
  await expectEvents(page, 'Web shop', 40);

  await choose(page, 'menuitem', 'Delete…');
  const deleting = page.getByRole('dialog', { name: 'Delete Web shop?' });
  await expect(deleting).toContainText('40 events');
  await deleting.getByRole('button', { name: 'Delete project' }).click();
  await expect(deleting).toHaveCount(0);
  await expect(switcher(page)).toContainText('Our blog');
  await page.reload();
  await expectEvents(page, 'Our blog', 70);
  await switcher(page).click();
  await expect(page.getByRole('menuitemradio')).toHaveCount(1);
});

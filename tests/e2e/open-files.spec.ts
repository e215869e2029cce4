import { expect, test } from '@playwright/test';
import { importStatus } from './support.ts';

const line = (event: string, user: string, second: number) =>
  JSON.stringify({
    event,
    properties: { time: 1_767_225_600 + second, distinct_id: user, $insert_id: `${user}${second}` },
  });

const files = [
  { name: 'january.ndjson', text: [line('Sign Up', 'ann', 1), line('Invite', 'ann', 2)].join('\n') },
  { name: 'february.jsonl', text: [line('Sign Up', 'ben', 86_400), line('Invite', 'ben', 86_401)].join('\n') },
  { name: '.DS_Store', text: 'not an export' },
];

test.describe('files that come from the system', () => {
  test('are imported when the installed app is opened with them', async ({ page }) => {
    await page.addInitScript((given) => {
      const handles = given.map(({ name, text }) => ({
        kind: 'file',
        name,
        getFile: async () => new File([text], name),
      }));
      Object.defineProperty(window, 'launchQueue', {
        value: { setConsumer: (consumer: (launch: object) => void) => consumer({ files: handles }) },
      });
    }, files);
    await page.goto('/open-files');
    await expect(importStatus(page)).toContainText('4 events');
    await expect(importStatus(page)).toContainText('2 users');
    await expect(page).toHaveURL('/');
  });

  test('are imported together when several are dropped on the page', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeEnabled();
    const dataTransfer = await page.evaluateHandle((given) => {
      const transfer = new DataTransfer();
      for (const { name, text } of given) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    await page.dispatchEvent('body', 'dragenter', { dataTransfer });
    await expect(page.getByText('Drop to import')).toBeVisible();
    await page.dispatchEvent('body', 'drop', { dataTransfer });
    await expect(page.getByText('Drop to import')).toHaveCount(0);
    await expect(importStatus(page)).toContainText('4 events');
    await expect(importStatus(page)).toContainText('from 2 files');
  });

  test('that cannot be read, or are none, are said so', async ({ page }) => {
    await page.addInitScript(() => {
      const gone = { getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
      Object.defineProperty(window, 'launchQueue', {
        value: { setConsumer: (consumer: (launch: object) => void) => consumer({ files: [gone] }) },
      });
    });
    await page.goto('/open-files');
    await expect(page.getByText('This could not be read. Check that it is still there')).toBeVisible();

    const dataTransfer = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([''], '.DS_Store'));
      return transfer;
    });
    await page.dispatchEvent('body', 'drop', { dataTransfer });
    await expect(page.getByText('There is no file in it to import.')).toBeVisible();
  });
});

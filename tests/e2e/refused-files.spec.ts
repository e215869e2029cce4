import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { offerFiles } from './support.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const refused = [
  {
    what: 'a table',
    name: 'events.csv',
    buffer: Buffer.from('event,time,distinct_id\nSign Up,1700000000,u1\n'),
    says: /CSV|table|comma/i,
  },
  {
    what: 'a web page',
    name: 'export.json',
    buffer: Buffer.from('<!doctype html><html><body>Sign in</body></html>'),
    says: /web page|HTML/i,
  },
  { what: 'a picture', name: 'export.ndjson', buffer: png, says: /picture|image/i },
  { what: 'an empty file', name: 'empty.ndjson', buffer: Buffer.alloc(0), says: /empty/i },
  {
    what: 'half a gzip',
    name: 'export.ndjson.gz',
    buffer: readFileSync(tldr.file).subarray(0, 200_000),
    says: /damaged|cut|complete|truncated|ends/i,
  },
];

test.describe('a file that is no export', () => {
  for (const { what, name, buffer, says } of refused) {
    test(`such as ${what} is refused with a sentence that says what it looks like`, async ({ page }) => {
      await page.goto('/');
      await offerFiles(page, { name, mimeType: 'application/octet-stream', buffer });
      const alert = page.getByRole('alert').filter({ hasText: says });
      await expect(alert).toBeVisible();
      await expect(alert).toContainText(name);
      await expect(page.getByRole('progressbar', { name: 'Import' })).toHaveCount(0);

      await page.reload();
      await expect(page.getByRole('button', { name: /^Try sample data/ }).first()).toBeVisible();
    });
  }
});

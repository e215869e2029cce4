import { type Browser, chromium, type Page } from 'playwright';
import { preview, type PreviewServer } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, findChromium } from '#tests/setup/chromium.mjs';
import { type EmbeddedEngine, openChdb } from './chdb.ts';
import { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';
import { plainFile } from './both-engines.ts';
import { loadTable } from './tables.ts';

const PORT = Number(process.env['PORT'] ?? 4178);
const login = { user: 'ptero', password: 'naïve pässword' };
const PATIENCE = 120_000;

let chdb: EmbeddedEngine;
let site: PreviewServer;
let browser: Browser;
let endpoint: Endpoint | null = null;

beforeAll(async () => {
  chdb = openChdb();
  loadTable(chdb, plainFile('app', { gzip: 'public/sample/tldr-contributors.ndjson.gz' }));
  site = await preview({ preview: { port: PORT, strictPort: true } });
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
});
afterEach(async () => {
  await endpoint?.close();
  endpoint = null;
});
afterAll(async () => {
  await browser.close();
  await site.close();
  chdb.close();
});

async function openData(options: Partial<EndpointOptions> = {}): Promise<Page> {
  endpoint = await startEndpoint(chdb, { ...login, cors: true, ...options });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`http://localhost:${PORT}/data`);
  return page;
}

async function fillIn(page: Page, password = login.password): Promise<void> {
  await page.getByRole('button', { name: 'Connect ClickHouse' }).click();
  await page.getByLabel('Name').fill('Contributors');
  await page.getByLabel('Address').fill(endpoint!.address);
  await page.getByLabel('Table or view').fill('app.events');
  await page.getByLabel('Read-only user').fill(login.user);
  await page.getByLabel('Password', { exact: true }).fill(password);
}

describe('a project on a server, in the built app', { timeout: 3 * PATIENCE }, () => {
  it('is connected, asked and answered; the password is forgotten with the tab', async () => {
    const page = await openData();
    await fillIn(page);
    await page.getByRole('button', { name: 'Check the connection' }).click();
    await page.getByText('It works: 37,812 events, 3,350 users, 14 event names.').waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Contributors' }).waitFor();
    await page.getByText(`ClickHouse at ${endpoint!.address}`).waitFor();
    await page.goto(`http://localhost:${PORT}/data`);
    await page.getByText('is not kept, as you wished').first().waitFor();
    await page.getByRole('button', { name: 'Connection', exact: true }).click();
    await page.getByLabel('Password', { exact: true }).fill(login.password);
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Ptero, home' }).click();
    await choose(page, 'Start event', 'Page Added');
    await choose(page, 'Target event', 'Page Edited');
    await page.getByRole('button', { name: 'Explore' }).click();
    await page.getByRole('heading', { level: 1, name: 'What leads from Page Added to Page Edited?' }).waitFor();
    const table = page.getByRole('table', { name: 'Leads to Page Edited' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBeGreaterThan(3);
    await page.context().close();
  });

  it.each([
    ['the password is wrong', {}, 'guess', /does not know the user “ptero” with this password/u],
    [
      'the server sends no CORS headers',
      { cors: false },
      login.password,
      /could not reach http.*add_http_cors_header/u,
    ],
  ] as const)('says what to do when %s', async (_, options, password, words) => {
    const page = await openData(options);
    await fillIn(page, password);
    await page.getByRole('button', { name: 'Check the connection' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(words);
    await page.context().close();
  });
});

async function choose(page: Page, label: string, event: string): Promise<void> {
  const input = page.getByRole('combobox', { name: label });
  await input.click();
  await input.fill(event);
  await page.getByRole('listbox').getByRole('option').filter({ hasText: event }).first().click();
}

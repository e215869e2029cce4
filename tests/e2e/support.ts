import { expect, type Locator, type Page } from '@playwright/test';

/** A file on disk, or one made up in the test. */
export type TestFile = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

export interface Question {
  readonly start: string;
  readonly target: string;
  /** In days; left out to let the data choose. */
  readonly horizonDays?: number;
}

const count = (value: number) => value.toLocaleString('en-GB');

/** The status that an import ends with. */
export const importStatus = (page: Page): Locator =>
  page.getByRole('status').filter({ hasText: /duplicates? dropped/ });

/** Gives the files to the page it is on; adds them to the project when there is one already. */
export async function offerFiles(page: Page, files: TestFile | readonly TestFile[]): Promise<void> {
  const input = page
    .getByLabel(/Open an export file|Add files/)
    .and(page.locator('input[type=file]'))
    .first();
  await input.setInputFiles((Array.isArray(files) ? [...files] : files) as string[]);
}

/** Opens the start page of an empty browser and imports the files. Answers the status' words. */
export async function importFirst(page: Page, files: TestFile | readonly TestFile[]): Promise<string> {
  await page.goto('/');
  await offerFiles(page, files);
  await expect(importStatus(page)).toBeVisible();
  return importStatus(page).innerText();
}

/** Begins to import the files on top of the project that is there. */
export async function beginImportOnTop(page: Page, files: TestFile | readonly TestFile[]): Promise<void> {
  await page.goto('/data');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await offerFiles(page, files);
  await page.getByRole('radio', { name: /^Add to/ }).check();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
}

/** Imports the files on top of the project that is there. Answers the status' words. */
export async function importOnTop(page: Page, files: TestFile | readonly TestFile[]): Promise<string> {
  await beginImportOnTop(page, files);
  await expect(importStatus(page)).toBeVisible();
  return importStatus(page).innerText();
}

/** The words of an import's status for these counts. */
export const counted = (totals: { events: number; users: number; eventNames: number; days: number }): RegExp =>
  new RegExp(
    [
      `${count(totals.events)} events`,
      `${count(totals.users)} users`,
      `${count(totals.eventNames)} event names`,
      `${count(totals.days)} days`,
    ].join('.*'),
    's',
  );

/** Picks an event in one of the two fields of a new scenario. */
export async function pickEvent(page: Page, field: 'Start event' | 'Target event', event: string): Promise<void> {
  const input = page.getByRole('combobox', { name: field });
  await input.click();
  await input.fill(event);
  await page.getByRole('listbox').getByRole('option').filter({ hasText: event }).first().click();
  await expect(input).toHaveValue(event);
}

/** Asks a question on the dashboard and waits for the whole answer. */
export async function explore(page: Page, question: Question): Promise<void> {
  await page.goto('/');
  await pickEvent(page, 'Start event', question.start);
  await pickEvent(page, 'Target event', question.target);
  if (question.horizonDays !== undefined) await chooseHorizon(page, question.horizonDays);
  await page.getByRole('button', { name: 'Explore' }).click();
  await expectAnswer(page, question);
}

/** Chooses the horizon from its list. */
export async function chooseHorizon(page: Page, days: number): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Horizon' });
  const words = days === 365 ? '1 year' : `${days} days`;
  const option = field.getByRole('option', { name: new RegExp(`\\b${words}$`) });
  await field.selectOption(await option.innerText());
}

/** Waits until the scenario on the page is answered. */
export async function expectAnswer(page: Page, { start, target }: Question): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`What leads from ${start} to ${target}?`);
  await expect(page.getByRole('button', { name: 'Download CSV' })).toBeEnabled();
  await expect(page.getByRole('progressbar', { name: 'Analysis' })).toHaveCount(0);
}

/** One of the two rankings. */
export const ranking = (page: Page, direction: 'to' | 'away from', target: string): Locator =>
  page.getByRole('table', { name: `Leads ${direction} ${target}`, exact: true });

/** The names in the rows of a ranking, from the top; empty when there is no such table. */
export async function readRanking(
  page: Page,
  direction: 'to' | 'away from',
  target: string,
): Promise<readonly string[]> {
  const names = await ranking(page, direction, target)
    .getByRole('rowheader')
    .getByRole('button')
    .locator('b')
    .allInnerTexts();
  return names.map((name) => name.trim());
}

/** Reads CSV as RFC 4180 has it. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\n|$)/y;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const [, raw = '', end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error(`not CSV after ${cell.lastIndex} characters`);
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end.includes('\n') && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

/** Collects what the browser complains about: errors of scripts, refused resources, broken policy. */
export function watchComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** Says something that `npm test` shows although the test passed, such as a time. */
export const note = (words: string): void => void process.stdout.write(`note: ${words}\n`);

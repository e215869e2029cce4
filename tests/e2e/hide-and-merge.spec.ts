import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { expectAnswer, explore, importFirst, pickEvent, watchComplaints } from './support.ts';

const START = Date.UTC(2026, 0, 1) / 1000;
const HOUR = 3600;

/** 600 users who sign up under one of two names, 100 of them under both; some help, some convert. */
function madeUpExport() {
  const lines: string[] = [];
  const add = (event: string, user: number, hours: number) =>
    lines.push(
      JSON.stringify({
        event,
        properties: {
          time: START + user * 60 + hours * HOUR,
          distinct_id: `user-${user}`,
          $insert_id: `${event}-${user}-${hours}`,
        },
      }),
    );
  for (let user = 0; user < 600; user += 1) {
    if (user % 2 === 0 || user < 200) add('Sign Up', user, 0);
    if (user % 2 === 1) add('signup', user, 1);
    if (user % 3 === 0) add('Ask for Help', user, 30);
    add('Open App', user, 40 + (user % 5));
    if (user % (user % 3 === 0 ? 2 : 5) === 0) add('Start Plan', user, 90 + (user % 7));
    add('Open App', user, 900);
  }
  return { name: 'shop.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

const events = (page: Page) => page.getByRole('table', { name: 'Events' });
const row = (page: Page, name: string) => events(page).getByRole('row').filter({ hasText: name });
const select = (page: Page, name: string) =>
  page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();

async function openData(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(events(page)).toBeVisible();
}

test('events are merged and hidden for the project, and results say that they are out of date', async ({ page }) => {
  const complaints = watchComplaints(page);
  await importFirst(page, madeUpExport());
  await openData(page);

  await select(page, 'Sign Up');
  await select(page, 'signup');
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Merge 2 events' });
  await expect(dialog.getByRole('textbox', { name: 'Name of the merged event' })).toHaveValue('Sign Up');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(row(page, 'Sign Up · signup')).toContainText('600');

  await page.goto('/');
  await page.getByRole('combobox', { name: 'Start event' }).click();
  await expect(page.getByRole('listbox').getByRole('option', { name: /^Sign Up/ })).toContainText('600 people');
  await expect(page.getByRole('listbox').getByRole('option', { name: /signup/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await explore(page, { start: 'Sign Up', target: 'Start Plan', horizonDays: 30 });
  const scenario = page.url();
  await expect(page.getByText('600', { exact: true }).first()).toBeVisible();

  await openData(page);
  await select(page, 'Sign Up');
  await page.getByRole('button', { name: 'Un-merge' }).click();
  await expect(row(page, 'signup')).toContainText('300');
  const outOfDate = page.getByText('have changed since this was worked out');
  await page.goto(scenario);
  await expect(outOfDate).toBeVisible();

  await openData(page);
  await select(page, 'Ask for Help');
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect(row(page, 'Ask for Help')).toContainText('hidden');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.goto(scenario);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expectAnswer(page, { start: 'Sign Up', target: 'Start Plan' });
  await expect(outOfDate).toHaveCount(0);
  await expect(page.getByRole('region', { name: /^Hidden/ })).toContainText('Ask for Help');
  expect(complaints).toEqual([]);
});

test('undo brings a hidden event back', async ({ page }) => {
  await importFirst(page, madeUpExport());
  await openData(page);
  await select(page, 'Ask for Help');
  await page.keyboard.press('h');
  await expect(row(page, 'Ask for Help')).toContainText('hidden');
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Ask for Help')).not.toContainText('hidden');
  await page.goto('/');
  await pickEvent(page, 'Target event', 'Ask for Help');
});

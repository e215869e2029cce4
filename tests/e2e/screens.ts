import { expect, type Page } from '@playwright/test';
import { tldr } from './real-sets.ts';
import { explore, importFirst } from './support.ts';

/** The screens that need nothing. */
export const emptyScreens = [
  '/',
  '/settings/appearance',
  '/settings/usage',
  '/settings/mixpanel',
  '/connect',
  '/help',
  '/help/getting-started',
  '/help/what-is-a-scenario',
  '/help/reading-a-result',
  '/help/the-method',
  '/help/connecting-mixpanel',
  '/help/usage',
  '/help/faq',
];

/** Imports the set that ships with Ptero and answers one question. Answers the screens that now show something. */
export async function fillScreens(page: Page): Promise<readonly string[]> {
  await importFirst(page, tldr.file);
  await explore(page, tldr.question);
  return ['/', new URL(page.url()).pathname, '/data', '/settings/usage'];
}

/** Opens a screen and waits until it is there. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
}

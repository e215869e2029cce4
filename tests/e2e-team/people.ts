import { type Browser, expect, type Page } from '@playwright/test';

export const env = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by start-everything.ts`);
  return value;
};

/** The password of the two people of the seed. */
export const SEED_PASSWORD = 'ptero-local';

/** A browser of somebody's own. */
export async function newPerson(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: env('TEAM_APP_URL') });
  return context.newPage();
}

/** Goes to a page of the app as by a link or the address line. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Signs in by password and waits until the bar shows whose account it is. */
export async function signIn(page: Page, email: string, password = SEED_PASSWORD): Promise<void> {
  await open(page, '/sign-in');
  await fillSignIn(page, email, password);
  await expect(account(page)).toBeVisible();
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The button with one's picture at the right of the bar. */
export const account = (page: Page) => page.getByRole('button', { name: /^Account: / });

/** Fills in the form of a new account that is open. */
export async function fillSignUp(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your address');
}

interface Mail {
  readonly id: number;
  readonly subject: string;
  readonly text: string;
}

/** Mails to somebody, newest first. */
export async function mailsTo(to: string): Promise<readonly Mail[]> {
  const response = await fetch(`${env('TEAM_MAILBOX_URL')}/mails.json?to=${encodeURIComponent(to)}`);
  return (await response.json()) as readonly Mail[];
}

/** The link in the newest mail to somebody with such a subject, once it has come. */
export async function mailedLink(to: string, subject: RegExp): Promise<string> {
  const newest = async () => (await mailsTo(to)).find((mail) => subject.test(mail.subject))?.text ?? '';
  await expect.poll(newest).toMatch(/https?:\/\//u);
  return /https?:\/\/\S+/u.exec(await newest())?.[0] ?? '';
}

/** Goes to the workspace of that name, and to its team. */
export async function openTeam(page: Page, workspace: string): Promise<void> {
  await open(page, '/settings/team');
  await page.getByRole('button', { name: new RegExp(`^${workspace}`) }).click();
  await expect(page.getByRole('region', { name: 'Active members' }).getByRole('listitem').first()).toBeVisible();
}

/** The row of one member. */
export const member = (page: Page, email: string) =>
  page.getByRole('region', { name: 'Active members' }).getByRole('listitem').filter({ hasText: email });

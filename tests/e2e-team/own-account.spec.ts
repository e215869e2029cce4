import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { account, fillSignUp, mailedLink, newPerson, open } from './people.ts';

/** A gradient of noise in PNG, made in the page, so that it is not small by itself. */
const bigPicture = (page: import('@playwright/test').Page): Promise<readonly number[]> =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 800);
    const pen = canvas.getContext('2d');
    const pixels = new ImageData(1200, 800);
    pixels.data.forEach((_, at) => (pixels.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 256));
    pen?.putImageData(pixels, 0, 0);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });

test('one’s own account: picture, address confirmed at both ends, a link instead of the password, and its end', async ({
  browser,
}) => {
  const nell = await newPerson(browser);
  await test.step('an account', async () => {
    await open(nell, '/sign-up');
    await nell.getByLabel('E-mail').fill('nell@example.com');
    await fillSignUp(nell, 'Nell Example', 'a meadow in june');
    await open(nell, await mailedLink('nell@example.com', /Confirm your e-mail/));
    await nell.getByRole('button', { name: 'Confirm my address' }).click();
    await expect(account(nell)).toHaveAccessibleName('Account: Nell Example');
  });

  await test.step('a large picture is made small enough and stays', async () => {
    await open(nell, '/settings/profile');
    const buffer = Buffer.from(await bigPicture(nell));
    await nell.getByLabel('Change picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
    const picture = nell.getByRole('main').locator('.avatar img');
    await expect(picture).toHaveAttribute('src', /^data:image\/webp;base64,UklGR/);
    const bytes = ((await picture.getAttribute('src')) ?? '').length * 0.75;
    expect(bytes).toBeLessThan(16_500);
    await open(nell, '/settings/profile');
    await expect(nell.getByRole('main').locator('.avatar img')).toBeVisible();
    await nell
      .getByLabel('Change picture')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await expect(nell.getByRole('alert')).toContainText('cannot read this picture');
  });

  await test.step('a new address counts once both have confirmed it', async () => {
    await nell.getByLabel('E-mail').fill('nell.new@example.com');
    await nell.getByRole('button', { name: 'Save profile' }).click();
    await expect(nell.getByText('Open both; until then')).toBeVisible();
    const [old, fresh] = await Promise.all(
      ['nell@example.com', 'nell.new@example.com'].map((to) => mailedLink(to, /new e-mail address/)),
    );
    await open(nell, old ?? '');
    await nell.getByRole('button', { name: 'Confirm the change' }).click();
    await expect(nell.getByRole('heading', { level: 1 })).toHaveText('Confirmed here');
    await open(nell, fresh ?? '');
    await nell.getByRole('button', { name: 'Confirm the change' }).click();
    await expect(nell.getByRole('heading', { level: 1 })).toHaveText('Your address is changed');
    await open(nell, '/settings/profile');
    await expect(nell.getByLabel('E-mail')).toHaveValue('nell.new@example.com');
  });

  await test.step('a mailed link signs in on another device', async () => {
    const other = await newPerson(browser);
    await open(other, '/sign-in');
    await other.getByLabel('E-mail').fill('nell.new@example.com');
    await other.getByRole('button', { name: 'Mail me a link instead' }).click();
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');
    await open(other, await mailedLink('nell.new@example.com', /Sign in/));
    await other.getByRole('button', { name: 'Sign in here' }).click();
    await expect(account(other)).toHaveAccessibleName('Account: Nell Example');
  });

  await test.step('a workspace is exported and deleted, then the account', async () => {
    await open(nell, '/new-workspace');
    await nell.getByLabel('Name').fill('Short-lived');
    await nell.getByRole('button', { name: 'Create workspace' }).click();
    await nell.getByRole('button', { name: 'Delete workspace…' }).click();
    const saving = nell.waitForEvent('download');
    await nell.getByRole('button', { name: 'Download everything in it first' }).click();
    const download = await saving;
    expect(download.suggestedFilename()).toBe('Short-lived.json');
    expect(readFileSync(await download.path(), 'utf8')).toContain('Short-lived');
    await nell.getByLabel('To go on, type Short-lived').fill('Short-lived');
    await nell.getByRole('button', { name: 'Delete workspace', exact: true }).click();
    await expect(nell.getByRole('button', { name: 'Workspace: This browser' })).toBeVisible();
    await open(nell, '/settings/security');
    await nell.getByRole('button', { name: 'Delete account…' }).click();
    await nell.getByLabel('To go on, type nell.new@example.com').fill('nell.new@example.com');
    await nell.getByRole('button', { name: 'Delete account', exact: true }).click();
    await expect(nell.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
    expect(await nell.evaluate(() => localStorage.getItem('ptero-session'))).toBeNull();
  });
});

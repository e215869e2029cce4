import { expect, type Page, test } from '@playwright/test';
import { expectAnswer, ranking } from '../e2e/support.ts';
import { env, mailsTo, newPerson, open, signIn } from './people.ts';
import { countUsers, letDaysPass } from './passing-time.ts';

const workspace = 'Grown ups';
const question = { start: 'Sign Up', target: 'Start Plan' };
const another = { start: 'Sign Up', target: 'Import Data' };

const plan = (page: Page) => page.getByRole('region', { name: 'Plan' });
const title = (page: Page) => plan(page).getByRole('heading', { level: 2 });
const subjects = async () => (await mailsTo('ada@example.com')).map(({ subject }) => subject);
const expectMail = (subject: RegExp) => expect.poll(subjects).toContainEqual(expect.stringMatching(subject));

async function choose(page: Page, label: string, event: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(event);
  await page.getByRole('option', { name: event }).first().click();
}

async function explore(page: Page, { start, target }: typeof question): Promise<void> {
  await open(page, '/');
  await choose(page, 'Start event', start);
  await choose(page, 'Target event', target);
  await page.getByRole('button', { name: 'Explore', exact: true }).click();
}

/** Pays on Stripe's page, and is back when the server has heard of it. */
async function pay(page: Page, price: RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Subscribe to Ptero');
  await expect(page.getByText(price)).toBeVisible();
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Thank you.' })).toBeVisible();
  // Loaded again it waits for nothing.
  await expect(page).toHaveURL(/\/settings\/billing$/u);
}

/** What the server says to a new scenario that goes round the app. */
const refusalOfServer = (page: Page): Promise<string> =>
  page.evaluate(
    async ({ url, key }) => {
      const session = JSON.parse(localStorage.getItem('ptero-session') ?? '{}') as { access_token: string };
      const headers = {
        apikey: key,
        Authorization: `Bearer ${session.access_token}`,
        'Content-Type': 'application/json',
      };
      const rows = await fetch(`${url}/rest/v1/scenarios?select=*&order=created_at.desc&limit=1`, { headers });
      const [row] = (await rows.json()) as readonly Record<string, unknown>[];
      const { workspace_id, project_id, definition, colour } = row ?? {};
      const body = JSON.stringify({ id: crypto.randomUUID(), workspace_id, project_id, definition, colour });
      const answer = await fetch(`${url}/rest/v1/scenarios`, { method: 'POST', headers, body });
      return `${answer.status} ${((await answer.json()) as { hint: string }).hint}`;
    },
    { url: env('VITE_SUPABASE_URL'), key: env('VITE_SUPABASE_PUBLISHABLE_KEY') },
  );

test('a workspace grows, tries, pays, cancels, is read-only, and pays again', async ({ browser }) => {
  const ada = await newPerson(browser);

  await test.step('free, with an answer of the team', async () => {
    await signIn(ada, 'ada@example.com');
    await ada.goto('/');
    await ada
      .getByRole('button', { name: /^Try sample data/ })
      .first()
      .click();
    await expectAnswer(ada, question);
    await open(ada, '/new-workspace');
    await ada.getByLabel('Name').fill(workspace);
    await ada.getByRole('button', { name: 'Create workspace' }).click();
    await expect(ada.getByRole('button', { name: `Workspace: ${workspace}` })).toBeVisible();
    await open(ada, '/');
    const own = `Move ${question.start} → ${question.target} to the workspace`;
    await ada.getByRole('button', { name: own }).click();
    // With its answer, which goes last.
    await expect(ada.getByText(`moved to ${workspace}`)).toBeVisible();
    await open(ada, '/settings/billing');
    await expect(title(ada)).toHaveText('Free: 0 of 25,000 monthly active users');
    await expect(ada.getByRole('button', { name: 'Upgrade' })).toHaveCount(0);
  });

  await test.step('above 25,000 a trial begins by itself, and says so without loading again', async () => {
    await open(ada, '/');
    await countUsers(workspace, 61_200);
    await expect(ada.getByText(/^Trial: 7 days left/)).toBeVisible();
    await expectMail(/has grown: seven free days/);
    await ada.getByRole('link', { name: 'Upgrade' }).click();
    await expect(title(ada)).toHaveText('Trial: 61,200 monthly active users');
  });

  await test.step('an upgrade on the first day is charged after the seventh', async () => {
    await plan(ada).getByRole('button', { name: 'Upgrade' }).click();
    await pay(ada, /Nothing due today; \$50\.00 on/);
    await expect(title(ada)).toHaveText('Trial: 61,200 monthly active users');
    await letDaysPass(8);
    await expect(title(ada)).toHaveText('Paid: 61,200 of 75,000 monthly active users');
    await expect(plan(ada)).toContainText('$50');
    await expect(ada.getByRole('region', { name: 'Invoices' }).getByRole('row').filter({ hasText: '$50' })).toHaveText(
      /Paid/,
    );
  });

  await test.step('the usage is told at 85 per cent of what is paid for', async () => {
    await countUsers(workspace, 66_000);
    await expectMail(/is at 85 % of its plan/);
  });

  await test.step('the card, the tax id and all invoices are on Stripe’s page', async () => {
    await plan(ada).getByRole('button', { name: 'Manage card' }).click();
    await expect(ada.getByRole('heading', { name: 'Invoices' })).toBeVisible();
    await ada.getByRole('link', { name: 'Return to Ptero' }).click();
    await expect(title(ada)).toHaveText('Paid: 66,000 of 75,000 monthly active users');
  });

  await test.step('a cancellation says until when everything works', async () => {
    await plan(ada).getByRole('button', { name: 'Cancel subscription' }).click();
    const dialog = ada.getByRole('dialog');
    await expect(dialog).toContainText(/Everything works until .* \d{4}, \d{2}:\d{2}/);
    await dialog.getByRole('button', { name: 'Cancel subscription' }).click();
    await expect(title(ada)).toHaveText('Cancelled: 66,000 of 75,000 monthly active users');
    await plan(ada).getByRole('button', { name: 'Resume subscription' }).click();
    await expect(title(ada)).toHaveText('Paid: 66,000 of 75,000 monthly active users');
    await plan(ada).getByRole('button', { name: 'Cancel subscription' }).click();
    await dialog.getByRole('button', { name: 'Cancel subscription' }).click();
    await expect(title(ada)).toHaveText(/^Cancelled/);
    await open(ada, '/');
    await expect(ada.getByText('The subscription is cancelled.')).toBeVisible();
    await expect(ada.getByRole('button', { name: 'Explore', exact: true })).not.toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  await test.step('when the period is over the workspace is read-only, and its results are readable', async () => {
    await letDaysPass(31);
    await expectMail(/is now read-only/);
    await expect(ada.getByText('This workspace is read-only.', { exact: true })).toBeVisible();
    await open(ada, '/');
    await ada.getByRole('link', { name: `${question.start} to ${question.target}` }).click();
    await expect(ranking(ada, 'to', question.target)).toBeVisible();
    await open(ada, '/');
    const button = ada.getByRole('button', { name: 'Explore', exact: true });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toHaveAccessibleDescription(/Nothing new can be asked while this workspace is read-only/);
    expect(await refusalOfServer(ada)).toBe('403 plan/read-only');
  });

  await test.step('paying again brings everything back', async () => {
    await ada.getByRole('link', { name: 'Billing and usage', exact: true }).click();
    await expect(title(ada)).toHaveText('Read-only: 66,000 monthly active users');
    await plan(ada).getByRole('button', { name: 'Resume subscription' }).click();
    await pay(ada, /\$50\.00 due today/);
    await expect(title(ada)).toHaveText('Paid: 66,000 of 75,000 monthly active users');
    await explore(ada, another);
    await expectAnswer(ada, another);
  });
});

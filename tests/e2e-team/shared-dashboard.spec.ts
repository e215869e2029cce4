import { expect, type Page, test } from '@playwright/test';
import { expectAnswer, note, ranking } from '../e2e/support.ts';
import { account, newPerson, open, openTeam, signIn } from './people.ts';

const question = { start: 'Sign Up', target: 'Start Plan' };
const title = `${question.start} → ${question.target}`;
/** The same as a link's name. */
const spoken = `${question.start} to ${question.target}`;

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** By its name, or its two events. */
const card = (page: Page, name: string) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) });

/** How many records this browser keeps of workspaces. */
const keptOfTeams = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name && name !== 'ptero' ? [name] : []));
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
    let records = 0;
    for (const name of names) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        records += await asked(database.transaction(store).objectStore(store).count());
      database.close();
    }
    return records;
  });

async function rename(page: Page, from: string, to: string): Promise<void> {
  await card(page, from)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(to);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(card(page, to)).toBeVisible();
}

test('a team reads one another’s answers, sees pins at once, and is told what became of changes made offline', async ({
  browser,
}) => {
  const ada = await newPerson(browser);
  const bob = await newPerson(browser);

  await test.step('a scenario of this browser moves into the workspace, with its answer', async () => {
    await signIn(ada, 'ada@example.com');
    await ada.goto('/');
    await ada
      .getByRole('button', { name: /^Try sample data/ })
      .first()
      .click();
    await expectAnswer(ada, question);
    await openTeam(ada, 'Field notes');
    await open(ada, '/');
    await section(ada, 'Only in this browser')
      .getByRole('button', { name: `Move ${title} to the workspace` })
      .click();
    await expect(section(ada, 'My recent scenarios').getByRole('link', { name: spoken })).toBeVisible();
    await expect(section(ada, 'Only in this browser').getByRole('link', { name: title })).toHaveCount(0);
  });

  await test.step('a teammate without the events reads the answer, and is told what asking anew needs', async () => {
    await signIn(bob, 'bob@example.com');
    await openTeam(bob, 'Field notes');
    await open(bob, '/');
    const there = section(bob, 'My team’s recent scenarios');
    await expect(there).toContainText(/% convert/);
    await expect(there).toContainText('Ada');
    await there.getByRole('link', { name: spoken }).click();
    await expect(ranking(bob, 'to', question.target)).toBeVisible();
    await expect(bob.getByText(/^Worked out by/)).toContainText('Ada');
    await expect(bob.getByText(/import the events of/)).toBeVisible();
  });

  await test.step('a pin is seen by the other within two seconds, with who pinned', async () => {
    await open(bob, '/');
    await bob.getByRole('button', { name: `Pin ${title}` }).click();
    const pinnedAt = performance.now();
    await expect(section(ada, 'Pinned').getByRole('img', { name: 'Pinned by Bob' })).toBeVisible({ timeout: 2000 });
    note(`a pin was seen by the other after ${(performance.now() - pinnedAt).toFixed(0)} ms`);
    await expect(section(bob, 'Pinned').getByRole('img', { name: 'Pinned by You' })).toBeVisible();
  });

  await test.step('offline the workspace is there, also after loading again, and a change waits', async () => {
    await bob.evaluate(() => navigator.serviceWorker.ready);
    await bob.context().setOffline(true);
    await expect(bob.getByText(/^Showing what was there at/)).toBeVisible();
    await rename(bob, spoken, 'His name');
    await expect(card(bob, 'His name')).toContainText('pending');
    await bob.reload();
    await expect(card(bob, 'His name')).toContainText('pending');
    await expect(bob.getByText(/1 change of yours will be sent/)).toBeVisible();
    await card(bob, 'His name').getByRole('link').click();
    await expect(ranking(bob, 'to', question.target)).toBeVisible();
    await bob.goto('/');
  });

  await test.step('back online the later change stands, and its maker is told of the other', async () => {
    await rename(ada, spoken, 'Her name');
    // The server has it.
    await expect(card(ada, 'Her name')).not.toContainText('pending');
    await bob.context().setOffline(false);
    await expect(bob.getByRole('alert')).toContainText(
      `Ada had changed ${title} meanwhile. Your new name “His name” came later and stands instead of “Her name”.`,
    );
    await expect(card(ada, 'His name')).toBeVisible();
    await expect(card(bob, 'His name')).not.toContainText('pending');
    await bob.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });

  await test.step('a deletion wins over a change made offline, and that is told', async () => {
    await bob.context().setOffline(true);
    await rename(bob, 'His name', 'Too late');
    await card(ada, 'His name')
      .getByRole('button', { name: /^More for/ })
      .click();
    const deleted = ada.waitForResponse((response) => response.request().method() === 'DELETE');
    await ada.getByRole('menuitem', { name: 'Delete' }).click();
    await deleted;
    await expect(card(ada, 'His name')).toHaveCount(0);
    await bob.context().setOffline(false);
    await expect(bob.getByRole('alert')).toContainText('was deleted by a teammate meanwhile');
    await expect(card(bob, 'Too late')).toHaveCount(0);
  });

  await test.step('signing out leaves nothing of the workspace in the browser', async () => {
    expect(await keptOfTeams(bob)).toBeGreaterThan(0);
    await account(bob).click();
    await bob
      .getByRole('menuitem', { name: /^Sign out/ })
      .first()
      .click();
    await expect(account(bob)).toHaveCount(0);
    await expect.poll(() => keptOfTeams(bob)).toBe(0);
  });
});

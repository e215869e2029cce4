import { expect, test } from '@playwright/test';
import { isHere, outside, tldr } from './real-sets.ts';
import { counted, explore, importFirst, note, readRanking } from './support.ts';

test.describe('a real export', () => {
  for (const set of [tldr, ...outside]) {
    test(`of ${set.name} is counted exactly and answered`, async ({ page }) => {
      if (!isHere(set)) {
        const said = `${set.name}: not tested, because ${set.file.split('/').slice(-4).join('/')} is not on this machine`;
        test.info().annotations.push({ type: 'not here', description: said });
        note(`${said}`);
        return;
      }
      const status = await importFirst(page, set.file);
      expect(status).toMatch(counted(set.totals));
      expect(status).toMatch(/\b0 duplicates dropped.*\b0 lines refused/s);

      await explore(page, set.question);
      const { target } = set.question;
      const to = await readRanking(page, 'to', target);
      const away = await readRanking(page, 'away from', target);
      expect(to.length + away.length).toBeGreaterThan(0);
      expect([...to, ...away]).not.toContain(target);
      note(
        `${set.name}: leads to ${target}: ${to.slice(0, 3).join(', ') || 'none'}; away: ${away.slice(0, 3).join(', ') || 'none'}`,
      );
    });
  }

  test('whose events share a second is answered, and what happens to ties is said', async ({ page }) => {
    const fines = outside[1]!;
    if (!isHere(fines)) {
      test.info().annotations.push({ type: 'not here', description: 'the traffic fines are not on this machine' });
      return;
    }
    await importFirst(page, fines.file);
    await explore(page, fines.question);
    await expect(page.getByText(/converted before, left out/).first()).toBeVisible();
    await page.goto('/help/what-is-a-scenario');
    await expect(page.getByText(/in the same second/).first()).toBeVisible();
  });
});

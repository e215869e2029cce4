import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayNumber, dayText } from '#core/mixpanel/days.ts';
import { createRandom } from '#core/stats/random.ts';
import { faultPlan, noFaults } from '../../supabase/local/mixpanel/faults.ts';
import { sampleProject } from '../../supabase/local/mixpanel/sample-project.ts';
import { spelled, without } from '../data/pull/spelled.ts';
import { type Browser, call, toldIn } from './browser/chromium.ts';
import type { PullSetup } from './browser/page.ts';
import { type PullRig, startPullRig } from './pull-rig.ts';

const NOW = Date.UTC(2026, 10, 15, 13, 30);
const DAY = 86_400_000;
const isFull = process.env['PULL_FULL'] === '1';
const KILLS = isFull ? 20 : 6;
const zone = 'Europe/Berlin';
const project = {
  ...sampleProject(NOW, isFull ? 1 : 8),
  zone,
  merges: [] as { from: string; into: string; atMs: number }[],
};

let rig: PullRig;
beforeAll(async () => {
  rig = await startPullRig(project, NOW);
});
afterAll(() => rig?.stop());

/** What the store lacks of a pull without any fault, and what it has that it should not. */
async function difference(page: Page): Promise<unknown> {
  const today = dayNumber(rig.mixpanel.today(project.id));
  const range = { from: dayText(today - 181), to: dayText(today) };
  const fresh = spelled(rig.mixpanel.freshPull(project.id, range));
  const first = Math.min(...rig.mixpanel.freshPull(project.id, range).map(({ time }) => time));
  const there = spelled(((await call(page, 'events')) ?? []).filter(({ time }) => time >= first));
  expect(fresh.length).toBeGreaterThan(10_000);
  return { missing: without(fresh, there).slice(0, 3), extra: without(there, fresh).slice(0, 3) };
}
const same = { missing: [], extra: [] };

const isAtRest = async (page: Page, projectId: string): Promise<void> => {
  await expect
    .poll(async () => (await call(page, 'state', projectId))?.kind, { timeout: 90_000, interval: 50 })
    .toBe('rest');
};

async function opened(browser: Browser, setup: PullSetup): Promise<Page> {
  const page = await browser.open();
  await call(page, 'open', setup);
  return page;
}

async function pullAll(browser: Browser, setup: PullSetup): Promise<Page> {
  const page = await opened(browser, setup);
  await call(page, 'start', setup.connection.projectId);
  await isAtRest(page, setup.connection.projectId);
  return page;
}

describe('26 weeks from the double, through the function in Deno, into Chromium', () => {
  it('are there with every event exactly once, though a third of the answers fails', async () => {
    rig.setFaults(faultPlan(1, 1 / 3));
    const setup = await rig.setupOf('ada@example.com');
    const begun = performance.now();
    const fakeBegun = rig.now();
    const page = await pullAll(await rig.site.newBrowser(), setup);
    const seconds = (performance.now() - begun) / 1000;
    const { outcomes } = await toldIn(page);
    const { requests, bytes, longestWaitMs } = outcomes[0]!;
    process.stdout.write(
      `26 weeks, ${project.events.length} events, ${(bytes / 1e6).toFixed(1)} MB: ${seconds.toFixed(1)} s and ` +
        `${((rig.now() - fakeBegun) / 60_000).toFixed(1)} min of waits; ${requests} requests, ` +
        `${rig.mixpanel.counts(project.id).refused} refused by the limits, longest wait ${(longestWaitMs / 1000).toFixed(0)} s\n`,
    );
    rig.setFaults(noFaults);
    await call(page, 'start', setup.connection.projectId);
    await isAtRest(page, setup.connection.projectId);
    expect(await difference(page)).toEqual(same);
    await page.close();
  });
});

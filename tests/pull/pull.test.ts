import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dayNumber, dayText } from '#core/mixpanel/days.ts';
import { createRandom } from '#core/stats/random.ts';
import { faultPlan, noFaults } from '../../supabase/local/mixpanel/faults.ts';
import type { PlainEvent } from '../../supabase/local/mixpanel/project.ts';
import { sampleProject } from '../../supabase/local/mixpanel/sample-project.ts';
import { digestOf, spelled, without } from '../data/pull/spelled.ts';
import { type Browser, call, toldIn } from './browser/chromium.ts';
import type { PullSetup } from './browser/page.ts';
import { type PullRig, startPullRig } from './pull-rig.ts';

const NOW = Date.UTC(2026, 10, 15, 13, 30);
const DAY = 86_400_000;
const isFull = process.env['PULL_FULL'] === '1';
/** Of what hangs; no test asserts a time. */
const PATIENCE = isFull ? 600_000 : 90_000;
vi.setConfig({ testTimeout: 2 * PATIENCE });
const KILLS = isFull ? 20 : 6;
/** Long after what the first tests wait for. */
const MERGED_AT = NOW + 3 * DAY;
/** Somebody's events of the last two days, and of months ago. */
const visits = (distinctId: string): PlainEvent[] =>
  [44, 30, 20, 24 * 63, 24 * 130].map((hours) => {
    const timeMs = NOW - hours * 3_600_000;
    const insertId = `visit-${hours}`;
    return { event: 'Visit Website', timeMs, distinctId, insertId, processedMs: timeMs, properties: { $os: 'iOS' } };
  });

const sample = sampleProject(NOW, isFull ? 1 : 16);
/** Somebody who came in the last days and long before, and who is found to be another one later. */
const from = '$device:newcomer';
const into = 'known-since';
const project = {
  ...sample,
  events: [...sample.events, ...visits(from)],
  zone: 'Europe/Berlin',
  merges: [{ from, into, atMs: MERGED_AT }],
};

let rig: PullRig;
let ada: PullSetup;
let projectId: string;
beforeAll(async () => {
  rig = await startPullRig(project, NOW);
  ada = await rig.setupOf('ada@example.com');
  ({ projectId } = ada.connection);
});
afterAll(() => rig?.stop());

const say = (words: string): void => void process.stdout.write(`${words}\n`);

/** What the store lacks of a pull without any fault, and what it has that it should not. */
async function difference(page: Page): Promise<unknown> {
  const today = dayNumber(rig.mixpanel.today(project.id));
  const fresh = rig.mixpanel.freshPull(project.id, { from: dayText(today - 181), to: dayText(today) });
  expect(fresh.length).toBeGreaterThan(5000);
  const since = fresh.reduce((first, { time }) => Math.min(first, time), Infinity);
  if ((await call(page, 'digest', since)) === (await digestOf(fresh))) return same;
  const there = spelled(((await call(page, 'events')) ?? []).filter(({ time }) => time >= since));
  return { missing: without(spelled(fresh), there).slice(0, 3), extra: without(there, spelled(fresh)).slice(0, 3) };
}
const same = { missing: [], extra: [] };

const kindIn = async (page: Page): Promise<string | undefined> => (await call(page, 'state', projectId))?.kind;

/** Waits until all that is due is here. */
const atRest = (page: Page): Promise<void> =>
  expect.poll(() => kindIn(page), { timeout: PATIENCE, interval: 50 }).toBe('rest');

/** Opens the app; what was begun goes on by itself. */
async function opened(browser: Browser, who: PullSetup): Promise<Page> {
  const page = await browser.open();
  await call(page, 'open', who);
  return page;
}

/** Brings what is due, without any fault, so that time stands nearly still meanwhile; then there is nothing to differ. */
async function settled(page: Page): Promise<unknown> {
  rig.setFaults(noFaults);
  await atRest(page);
  for (let before = -Infinity; rig.now() - before > 5000;) {
    before = rig.now();
    await call(page, 'start', projectId);
    await atRest(page);
  }
  return difference(page);
}

/** The ways in which a tab can go. */
const ends: readonly ((page: Page) => Promise<void>)[] = [
  (page) => page.close({ runBeforeUnload: false }),
  async (page) => {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // The answer never comes: the process that would give it is gone.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  },
  async (page) => {
    await page.reload();
    await page.close();
  },
];

describe('26 weeks from the double, through the function in Deno, into Chromium', () => {
  it('are there with every event exactly once, though a third of the answers fails', async () => {
    const page = await opened(await rig.site.newBrowser(), ada);
    expect(await kindIn(page)).toBe('unbegun');
    for (const seed of [1, 2]) {
      rig.setFaults(faultPlan(seed, 1 / 3));
      const [begun, before] = [performance.now(), rig.now()];
      const { ran, refused } = rig.mixpanel.counts(project.id);
      await call(page, seed === 1 ? 'start' : 'startAnew', projectId);
      await atRest(page);
      const seconds = (performance.now() - begun) / 1000;
      const { requests, bytes, longestWaitMs } = (await toldIn(page)).outcomes.at(-1)!;
      const now = rig.mixpanel.counts(project.id);
      say(
        `26 weeks, ${project.events.length} events, ${(bytes / 1e6).toFixed(1)} MB, a fault in a third of the answers: ` +
          `${seconds.toFixed(1)} s, and ${((rig.now() - before) / 60_000).toFixed(1)} min of waits that were not waited; ` +
          `${requests} requests, ${now.ran - ran} let run, ${now.refused - refused} over the limits, ` +
          `longest wait ${(longestWaitMs / 1000).toFixed(0)} s`,
      );
      if (seed === 1) expect(await settled(page)).toEqual(same);
    }
    expect(await settled(page)).toEqual(same);
    await page.close();
  });

  it(`are the same after the tab was killed ${KILLS} times`, async () => {
    const browser = await rig.site.newBrowser();
    const random = createRandom(5);
    let pulls = 0;
    for (let kills = 0; kills < KILLS;) {
      rig.setFaults(faultPlan(100 + kills, 1 / 3));
      const page = await opened(browser, ada);
      // A pull that ends before the tab does begins anew.
      if ((await kindIn(page)) !== 'pulling') {
        pulls += 1;
        await call(page, 'startAnew', projectId);
      }
      const until = 2 + random.below(12);
      await expect
        .poll(async () => (await toldIn(page)).news >= until || (await kindIn(page)) === 'rest', {
          timeout: PATIENCE,
          interval: 5,
        })
        .toBe(true);
      if ((await kindIn(page)) === 'pulling') {
        await ends[kills % ends.length]!(page);
        kills += 1;
      } else await page.close();
    }
    const page = await opened(browser, ada);
    expect(await settled(page)).toEqual(same);
    say(`killed ${KILLS} times in ${pulls} pulls: the same events`);
    await page.close();
  });

  it('are the same after a while without a network', async () => {
    const browser = await rig.site.newBrowser();
    const page = await opened(browser, ada);
    await call(page, 'start', projectId);
    await expect.poll(async () => (await toldIn(page)).news, { timeout: PATIENCE, interval: 5 }).toBeGreaterThan(0);
    let unheard = 0;
    page.on('requestfailed', (request) => void (unheard += Number(request.url().includes('/clock/until'))));
    await browser.setOffline(true);
    // On a quick machine all of it may be here before the network is gone; and a wait for a limit lasts, as the test's
    // clock is out of reach.
    const seen = async () => {
      const state = await call(page, 'state', projectId);
      if (state?.wait?.why === 'offline') return 'waits for the network';
      if (state?.kind !== 'pulling') return 'is done';
      return unheard > 20 ? 'waits for its turn' : 'pulls';
    };
    await expect.poll(seen, { timeout: PATIENCE }).not.toBe('pulls');
    say(`without a network it ${await seen()}`);
    await browser.setOffline(false);
    await atRest(page);
    expect(await settled(page)).toEqual(same);
    await page.close();
  });

  it('stop at once when they are paused, and go on where they were', async () => {
    const page = await opened(await rig.site.newBrowser(), ada);
    await call(page, 'start', projectId);
    await expect.poll(async () => (await toldIn(page)).news, { timeout: PATIENCE, interval: 5 }).toBeGreaterThan(2);
    const took = await call(page, 'timeToPause', projectId);
    say(`paused after ${took.toFixed(0)} ms`);
    await call(page, 'comeBack');
    expect(await kindIn(page)).toBe('paused');
    await call(page, 'start', projectId);
    await atRest(page);
    expect(await settled(page)).toEqual(same);
    await page.close();
  });

  it('have late events and merged ids after a refresh as a pull of everything would', async () => {
    const page = await opened(await rig.site.newBrowser(), ada);
    await call(page, 'start', projectId);
    await atRest(page);
    expect(await call(page, 'eventsOf', from)).toBeGreaterThan(0);
    rig.advance(3 * DAY);
    await call(page, 'comeBack');
    await expect.poll(async () => (await toldIn(page)).outcomes.length, { timeout: PATIENCE }).toBe(2);
    await atRest(page);
    expect(await settled(page)).toEqual(same);
    expect(await call(page, 'eventsOf', from)).toBe(0);
    expect(await call(page, 'eventsOf', into)).toBeGreaterThan(0);
    await page.close();
  });

  it('come to two members at once, each with every event, and are counted once', async () => {
    rig.setFaults(faultPlan(9, 1 / 5));
    const bob = await rig.setupOf('bob@example.com');
    const pages = await Promise.all([
      opened(await rig.site.newBrowser(), ada),
      opened(await rig.site.newBrowser(), bob),
    ]);
    await Promise.all(pages.map((page) => call(page, 'start', projectId)));
    await Promise.all(pages.map(atRest));
    for (const page of pages) expect(await settled(page)).toEqual(same);
    const counted = await rig.countedDays();
    const exported = rig.mixpanel.linesOfDays(project.id, { from: counted[0]!.day, to: counted.at(-1)!.day });
    expect(counted).toEqual(counted.map(({ day }) => ({ day, events: exported.get(day) ?? 0 })));
    await Promise.all(pages.map((page) => page.close()));
  });
});

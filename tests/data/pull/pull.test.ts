import { fc, test } from '@fast-check/vitest';
import { afterEach, describe, expect, it } from 'vitest';
import { PteroError } from '#core/errors/ptero-error.ts';
import { createRandom } from '#core/stats/random.ts';
import { everyFault, type FaultPlan, faultPlan } from '../../../supabase/local/mixpanel/faults.ts';
import { mixpanelProject, type PlainEvent } from '../../../supabase/local/mixpanel/project.ts';
import { madeEvents } from './made-events.ts';
import { type Rig, startRig } from './rig.ts';

const NOW = Date.UTC(2026, 10, 15, 13, 30);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const thirdOfAll = (seed = 3) => faultPlan(seed, 1 / 3);
/** Every fault in turn, each time between two answers without one. */
const oneByOne = (): FaultPlan => {
  let answer = 0;
  return () => {
    answer += 1;
    return { fault: answer % 2 === 0 ? everyFault[(answer / 2) % everyFault.length]! : null, at: 0.6 };
  };
};

const same = { missing: [], extra: [] };
let rig: Rig | null = null;
const start = async (...args: Parameters<typeof startRig>): Promise<Rig> => (rig = await startRig(...args));
afterEach(async () => {
  await rig?.stop();
  rig = null;
});

describe('a pull of 26 weeks', () => {
  it('brings every event exactly once, duplicates and events of nobody left out', async () => {
    const { refresh, settle, stored, difference } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 6000), duplicateShare: 0.2 }),
      NOW,
    );
    expect(await refresh()).toMatchObject({ failedSlices: 0 });
    await settle();
    expect(await difference()).toEqual(same);
    expect((await stored()).length).toBeGreaterThan(5000);
  });

  it.each([
    ['every fault there is, one after the other', oneByOne],
    ['a third of all answers', thirdOfAll],
    ['a third of all answers, otherwise', () => thirdOfAll(11)],
  ])('brings every event exactly once, whatever goes wrong with %s', async (_, faults) => {
    const { refresh, settle, difference } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 6000), duplicateShare: 0.2 }),
      NOW,
      { faults: faults() },
    );
    await refresh();
    // While it waited the days went on.
    await settle();
    expect(await difference()).toEqual(same);
  });

  it.each([
    ['UTC in a zone east of it', 'Asia/Tokyo', false],
    ['UTC in a zone west of it', 'America/Los_Angeles', false],
    ['a wall clock, over a change of the clocks', 'Europe/Berlin', true],
    ['a wall clock of half an hour, over a change of the clocks', 'Australia/Lord_Howe', true],
  ])('cuts days as a project does that carries %s', async (_, zone, isWallClock) => {
    const project = mixpanelProject({ events: madeEvents(NOW, 190, 6000), zone, isWallClock });
    const { settle, difference, clock } = await start(project, NOW);
    await settle();
    expect(await difference()).toEqual(same);
    clock.advance(DAY);
    await settle();
    expect(await difference()).toEqual(same);
  });

  it('brings the newest days first', async () => {
    const { refresh, news } = await start(mixpanelProject({ events: madeEvents(NOW, 190, 2000) }), NOW);
    await refresh();
    const begun = news.flatMap((one) => (one.kind === 'pulling' && one.bytes === 0 ? [one.slice.to] : []));
    expect(begun[0]).toBe(Math.max(...begun));
    expect(begun.at(-1)).toBeLessThan(begun[0]! - 100);
  });

  it('waits as it is told, and never asks more often than allowed', async () => {
    const { refresh, mixpanel, news, settle, difference } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 3000) }),
      NOW,
      // So many cuts that the hour's limit is reached.
      { faults: faultPlan(5, 0.6, ['terminated', 'reset']) },
    );
    await refresh();
    await settle();
    expect(await difference()).toEqual(same);
    const waits = news.flatMap((one) => (one.kind === 'waiting' && one.wait.why === 'rate-limit' ? [one.wait] : []));
    expect(waits.some(({ counts }) => counts.lastHour === 61 && counts.lastHourLimit === 60)).toBe(true);
    expect(mixpanel.counts('3141592').mostAtOnce).toBeLessThanOrEqual(2);
  });
});

describe('a pull that is interrupted', () => {
  it('goes on where it was after being killed twenty times, and has every event exactly once', async () => {
    const { refresh, record, setRecord, news, settle, difference } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 8000), duplicateShare: 0.1 }),
      NOW,
      { faults: thirdOfAll() },
    );
    const random = createRandom(1);
    let kills = 0;
    while (kills < 20) {
      const controller = new AbortController();
      const after = news.length + 1 + random.below(8);
      const before = record();
      const pull = refresh(controller.signal).then(
        () => true,
        () => false,
      );
      const killer = setInterval(() => news.length >= after && controller.abort(), 1);
      const finished = await pull;
      clearInterval(killer);
      if (!finished) kills += 1;
      // Sometimes what was written of the record in the last moment is lost with the tab: then days are pulled twice.
      if (kills % 3 === 0 && !finished) setRecord(before);
      if (finished) setRecord({ ...record(), pulled: [] });
    }
    await settle();
    expect(await difference()).toEqual(same);
  });

  it('waits for the network, and then brings the rest', async () => {
    let isOnline = true;
    let asked = 0;
    const real = globalThis.fetch;
    const { refresh, settle, news, difference } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 3000) }),
      NOW,
      {},
      {
        stallMs: 5000,
        isOnline: () => isOnline,
        backOnline: async () => {
          isOnline = true;
        },
        fetch: async (_url, init) => {
          asked += 1;
          if (asked === 4) isOnline = false;
          if (!isOnline) throw new TypeError('Failed to fetch');
          return real(rig!.url, init);
        },
      },
    );
    await refresh();
    expect(news.some((one) => one.kind === 'waiting' && one.wait.why === 'offline')).toBe(true);
    await settle();
    expect(await difference()).toEqual(same);
  });

  it.each([false, true])(
    'brings all of it where what imports could not be loaded at first (online: %s)',
    async (isOnline) => {
      let [failures, hasNetwork] = [3, isOnline];
      const { refresh, settle, news, difference } = await start(
        mixpanelProject({ events: madeEvents(NOW, 190, 3000) }),
        NOW,
        {},
        {
          isOnline: () => hasNetwork,
          backOnline: async () => {
            [failures, hasNetwork] = [0, true];
          },
        },
        () => {
          if (failures-- > 0) throw new PteroError({ code: 'worker/unavailable', message: 'not loaded' });
        },
      );
      expect(await refresh()).toMatchObject({ failedSlices: 0 });
      const waits = news.flatMap((one) => (one.kind === 'waiting' ? [one.wait.why] : []));
      expect(waits).toContain(isOnline ? 'trouble' : 'offline');
      expect(waits).not.toContain(isOnline ? 'offline' : 'trouble');
      await settle();
      expect(await difference()).toEqual(same);
    },
  );

  it('stops where a person has to do something, keeps what came, and says why', async () => {
    let asked = 0;
    const real = globalThis.fetch;
    const { refresh, stored, record } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 3000) }),
      NOW,
      {},
      {
        fetch: async (_url, init) => {
          asked += 1;
          if (asked < 4) return real(rig!.url, init);
          return Response.json({ hint: 'mixpanel/wrong-secret', message: 'no' }, { status: 409 });
        },
      },
    );
    await expect(refresh()).rejects.toMatchObject({
      code: 'mixpanel/refused',
      details: { reason: 'mixpanel/wrong-secret' },
    });
    expect(record().pulled.length).toBeGreaterThan(0);
    expect((await stored()).length).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(5);
  });

  it('gives up a day that fails again and again, and brings all others', async () => {
    const real = globalThis.fetch;
    const bad = '2026-08-03';
    const { refresh, news, record } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 1000) }),
      NOW,
      { hasLimits: false },
      {
        fetch: async (_url, init) => {
          const { from_date, to_date } = JSON.parse(String(init.body)) as Record<string, string>;
          if (from_date! > bad || to_date! < bad) return real(rig!.url, init);
          return Response.json({ hint: 'mixpanel/slice-too-large', message: 'no' }, { status: 413 });
        },
      },
    );
    expect(await refresh()).toMatchObject({ failedSlices: 1 });
    const failed = news.flatMap((one) => (one.kind === 'failed' ? [one] : []));
    const day = Date.parse(bad) / DAY;
    expect(failed).toMatchObject([{ slice: { from: day, to: day } }]);
    const days = record().pulled.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    expect(days).toBe(181);
  });
});

describe('a day that has not begun at Mixpanel', () => {
  const events = madeEvents(NOW, 190, 1000);
  it('is left to a later refresh: in Tokyo it is tomorrow, and the project counts in UTC', async () => {
    const evening = NOW + 7 * HOUR;
    const { refresh, record, clock, difference } = await start(mixpanelProject({ events }), evening, {
      timeZone: 'Asia/Tokyo',
      hasLimits: false,
    });
    const tomorrow = Math.floor(evening / DAY) + 1;
    expect(await refresh()).toMatchObject({ failedSlices: 0, notBegun: [tomorrow], longestWaitMs: 0 });
    expect(record().pulled.at(-1)?.to).toBe(tomorrow - 1);
    clock.advance(5 * HOUR);
    expect(await refresh()).toMatchObject({ failedSlices: 0, notBegun: [] });
    expect(record().pulled.at(-1)?.to).toBe(tomorrow);
    expect(await difference()).toEqual(same);
  });

  it('ends the pull where it is three: no zone is so far ahead, the clock is wrong', async () => {
    const { refresh } = await start(mixpanelProject({ events }), NOW, { now: () => NOW - 3 * DAY });
    await expect(refresh()).rejects.toMatchObject({
      code: 'mixpanel/refused',
      details: { reason: 'mixpanel/bad-days' },
    });
  });
});

describe('a day that is too large to come in one piece', () => {
  const bad = '2026-08-03';
  it('is given up after three tries, the others are here, and it is not asked for again but by hand', async () => {
    const real = globalThis.fetch;
    let asked = 0;
    let isLarge = true;
    const { refresh, news, record, settle, clock, difference, setRecord } = await start(
      mixpanelProject({ events: madeEvents(NOW, 190, 1000) }),
      NOW,
      { hasLimits: false },
      {
        dayBytes: 2000,
        fetch: async (_url, init) => {
          const { from_date, to_date } = JSON.parse(String(init.body)) as Record<string, string>;
          if (!isLarge || from_date! > bad || to_date! < bad) return real(rig!.url, init);
          if (from_date === to_date) asked += 1;
          return new Response(`{"event":"Open","properties":{"text":"${'x'.repeat(3000)}`);
        },
      },
    );
    await refresh();
    expect(asked).toBe(3);
    const day = Date.parse(bad) / DAY;
    const failed = news.flatMap((one) => (one.kind === 'failed' ? [one] : []));
    expect(failed).toMatchObject([
      { slice: { from: day, to: day }, error: { details: { reason: 'mixpanel/day-too-large' } } },
    ]);
    expect(record().tooLarge).toEqual([day]);
    expect(record().pulled.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(181);
    clock.advance(DAY);
    await refresh();
    expect(asked).toBe(3);
    isLarge = false;
    setRecord({ ...record(), pulled: [] });
    setRecord({ ...record(), tooLarge: [] });
    await settle();
    expect(await difference()).toEqual(same);
  });
});

describe('a refresh', () => {
  it('has late events and those of merged ids as a pull of everything would', async () => {
    const recent = (id: string, timeMs: number): PlainEvent => ({
      event: 'Open',
      timeMs,
      distinctId: id,
      insertId: `${id}-${timeMs}`,
      processedMs: timeMs,
      properties: { screen: 'home' },
    });
    const late: PlainEvent = { ...recent('late', NOW - 4 * DAY), processedMs: NOW + 18 * HOUR };
    const project = mixpanelProject({
      events: [...madeEvents(NOW, 190, 4000), late, recent('$device:x', NOW - 3 * DAY), recent('$device:x', NOW - DAY)],
      merges: [{ from: '$device:x', into: 'user-x', atMs: NOW + 2 * HOUR }],
      duplicateShare: 0.1,
    });
    const { settle, stored, difference, clock } = await start(project, NOW);
    await settle();
    const before = await stored();
    expect(await difference()).toEqual(same);
    expect(before.join().includes('user-x')).toBe(false);
    clock.advance(DAY);
    await settle();
    const after = await stored();
    expect(after.filter((one) => one.includes('user-x'))).toHaveLength(2);
    expect(after.join().includes('$device:x')).toBe(false);
    expect(await difference()).toEqual(same);
  });

  const opened = (id: string, timeMs: number, properties = {}): PlainEvent => ({
    event: 'Open',
    timeMs,
    distinctId: id,
    insertId: `${id}-${timeMs}`,
    processedMs: timeMs,
    properties: { screen: 'home', ...properties },
  });

  it('has merged ids of any age at once, where they had events in the last days, and asks for those days only', async () => {
    const old = [150, 149, 90, 20].map((ago) => opened('$device:x', NOW - ago * DAY));
    const project = mixpanelProject({
      events: [...madeEvents(NOW, 190, 4000), ...old, opened('$device:x', NOW - DAY)],
      merges: [{ from: '$device:x', into: 'user-x', atMs: NOW + 2 * HOUR }],
    });
    const { refresh, settle, stored, difference, clock, news } = await start(project, NOW);
    await settle();
    clock.advance(3 * HOUR);
    news.length = 0;
    await refresh();
    expect((await stored()).filter((one) => one.includes('user-x'))).toHaveLength(5);
    expect(await difference()).toEqual(same);
    const read = news.flatMap((one) => (one.kind === 'done' ? [one.slice] : []));
    expect(read.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(7 + 4);
    news.length = 0;
    clock.advance(HOUR);
    await refresh();
    expect(news.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  });

  it('has merged ids of long ago once an event names both, and again a day later, when Mixpanel has merged them', async () => {
    const old = opened('$device:x', NOW - 150 * DAY);
    const signIn = opened('user-x', NOW + HOUR, { $device_id: 'x', $user_id: 'user-x' });
    const project = mixpanelProject({
      events: [...madeEvents(NOW, 190, 4000), old, signIn],
      merges: [{ from: '$device:x', into: 'user-x', atMs: NOW + 20 * HOUR }],
    });
    const { refresh, settle, stored, difference, clock } = await start(project, NOW);
    await settle();
    clock.advance(2 * HOUR);
    await refresh();
    expect((await stored()).join()).toContain('$device:x"');
    clock.advance(24 * HOUR);
    await refresh();
    expect((await stored()).join()).not.toContain('$device:x"');
    expect(await difference()).toEqual(same);
  });

  it('remembers the days that merges have rewritten when it is ended before they were read', async () => {
    const real = globalThis.fetch;
    let isDown = false;
    const project = mixpanelProject({
      events: [...madeEvents(NOW, 190, 1000), opened('$device:x', NOW - 150 * DAY), opened('$device:x', NOW - DAY)],
      merges: [{ from: '$device:x', into: 'user-x', atMs: NOW + 2 * HOUR }],
    });
    const { refresh, settle, difference, clock } = await start(
      project,
      NOW,
      {},
      {
        fetch: async (_url, init) => {
          const { from_date } = JSON.parse(String(init.body)) as Record<string, string>;
          if (!isDown || from_date! > '2026-08') return real(rig!.url, init);
          return Response.json({ hint: 'mixpanel/wrong-secret', message: 'no' }, { status: 409 });
        },
      },
    );
    await settle();
    clock.advance(3 * HOUR);
    isDown = true;
    await expect(refresh()).rejects.toMatchObject({ code: 'mixpanel/refused' });
    expect(await difference()).not.toEqual(same);
    isDown = false;
    clock.advance(HOUR);
    await refresh();
    expect(await difference()).toEqual(same);
  });

  it('brings events that vanished from an export to an end here, also on days that have none left', async () => {
    const alone = (timeMs: number): PlainEvent => ({
      event: 'Alone',
      timeMs,
      distinctId: 'a',
      insertId: `a${timeMs}`,
      processedMs: timeMs,
      properties: {},
    });
    // Sent by a clock that ran ahead, and put right by the merge into nobody.
    const project = mixpanelProject({
      events: [...madeEvents(NOW - 8 * DAY, 100, 500), alone(NOW - 2 * DAY), alone(NOW - 3 * DAY)],
      merges: [{ from: 'a', into: '', atMs: NOW + HOUR }],
    });
    const { refresh, stored, clock } = await start(project, NOW);
    await refresh();
    expect((await stored()).filter((one) => one.includes('Alone'))).toHaveLength(2);
    clock.advance(2 * HOUR);
    await refresh();
    expect((await stored()).filter((one) => one.includes('Alone'))).toHaveLength(0);
  });

  it('asks for the last seven days only, and for no day twice', async () => {
    const { refresh, news, clock } = await start(mixpanelProject({ events: madeEvents(NOW, 190, 1000) }), NOW);
    await refresh();
    clock.advance(DAY);
    news.length = 0;
    expect(await refresh()).toMatchObject({ requests: 1 });
    const [slice] = news.flatMap((one) => (one.kind === 'done' ? [one.slice] : []));
    expect(slice!.to - slice!.from).toBe(6);
  });

  it('after three weeks away asks for all days that may have changed since', async () => {
    const { refresh, clock, record } = await start(mixpanelProject({ events: madeEvents(NOW, 190, 1000) }), NOW);
    await refresh();
    clock.advance(21 * DAY);
    const pulledFirst = record().pulled[0]!.at;
    await refresh();
    const anew = record().pulled.filter(({ at }) => at > pulledFirst + 20 * DAY);
    expect(anew.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(21 + 6);
  });
});

describe('whatever comes late and whoever is merged between two refreshes,', () => {
  const moment = fc.integer({ min: 0, max: 170 * 24 });
  const person = fc.record({
    /** Hours ago, of the events before the merge; the merged id shows in the last days in one of two ways. */
    ago: fc.array(moment, { minLength: 1, maxLength: 6 }),
    recent: fc.constantFrom('events', 'named'),
    late: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 2 }),
    chained: fc.boolean(),
  });
  test.prop([fc.array(person, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 96 })], { numRuns: 8 })(
    'the store equals a fresh pull after the next',
    async (people, hours) => {
      const one = (id: string, timeMs: number, processedMs: number, properties = {}): PlainEvent => ({
        event: 'Open',
        timeMs,
        distinctId: id,
        insertId: `${id} ${timeMs} ${processedMs}`,
        processedMs,
        properties,
      });
      const events = people.flatMap(({ ago, recent, late }, n) => [
        ...ago.map((hour) => one(`$device:p${n}`, NOW - hour * HOUR, NOW - hour * HOUR)),
        ...late.map((hour) => one(`$device:p${n}`, NOW - hour * HOUR, NOW - hour * HOUR + 119 * HOUR)),
        recent === 'events'
          ? one(`$device:p${n}`, NOW - HOUR, NOW - HOUR)
          : one(`person-${n}`, NOW + HOUR / 2, NOW + HOUR / 2, { $device_id: `p${n}`, $user_id: `person-${n}` }),
      ]);
      const merges = people.flatMap(({ chained }, n) => [
        { from: `$device:p${n}`, into: `person-${n}`, atMs: NOW + HOUR / 2 },
        ...(chained ? [{ from: `person-${n}`, into: 'all', atMs: NOW + HOUR / 2 }] : []),
      ]);
      const own = await startRig(mixpanelProject({ events: [...events, ...madeEvents(NOW, 190, 100)], merges }), NOW);
      try {
        await own.refresh();
        expect(await own.difference()).toEqual(same);
        own.clock.advance(hours * HOUR);
        await own.refresh();
        expect(await own.difference()).toEqual(same);
      } finally {
        await own.stop();
      }
    },
  );
});

import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { activityOf } from '#core/metering/activity.ts';
import { countUsers } from '#core/metering/counting-rules.ts';
import { explainRise, type RisePart } from '#core/metering/explain-rise.ts';
import { joinActivities } from '#core/metering/join-activities.ts';
import type { PropertyColumn } from '#core/predictor/event-table.ts';

const DAY_MS = 86_400_000;
const DAY = 20_000;

interface Line {
  readonly user: string;
  readonly event: string;
  /** Days before the last day of the window. */
  readonly ago: number;
  readonly device?: string;
  /** Days after it happened. */
  readonly processed?: number;
}

function part(lines: readonly Line[]): RisePart {
  const ids = [...new Set(lines.map(({ user }) => user))].toSorted();
  const eventNames = [...new Set(lines.map(({ event }) => event))].toSorted();
  const rows = ids.flatMap((id) => lines.filter(({ user }) => user === id).toSorted((a, b) => b.ago - a.ago));
  const start = [0];
  for (const id of ids) start.push(start.at(-1)! + rows.filter(({ user }) => user === id).length);
  const time = Float64Array.from(rows, ({ ago }) => (DAY - ago) * DAY_MS + 1000);
  const strings = rows.map(({ device = '' }) => device);
  const carrying = rows.flatMap(({ device }, at) => (device === undefined ? [] : [at]));
  const device: PropertyColumn = {
    name: '$device_id',
    position: Uint32Array.from(carrying),
    tag: new Uint8Array(carrying.length),
    value: Float64Array.from(carrying),
    strings,
  };
  const tellsWhen = rows.some(({ processed }) => processed !== undefined);
  return {
    ids,
    table: {
      eventNames,
      userCount: ids.length,
      userStart: Uint32Array.from(start),
      time,
      event: Uint32Array.from(rows, ({ event }) => eventNames.indexOf(event)),
      row: Uint32Array.from(rows.keys()),
    },
    dayAt: (ms) => Math.floor(ms / DAY_MS),
    device: carrying.length > 0 ? device : null,
    processed: tellsWhen
      ? Float64Array.from(rows, ({ processed }, at) => (processed === undefined ? 0 : time[at]! + processed * DAY_MS))
      : null,
  };
}
const explain = (parts: readonly RisePart[], day = DAY) => {
  const steps = explainRise(parts, day);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
};

describe('why the monthly users rose', () => {
  it('tells who is new, back, still there and gone', () => {
    const rise = explain([
      part([
        { user: 'stays', event: 'View', ago: 35 },
        { user: 'stays', event: 'View', ago: 5 },
        { user: 'back', event: 'View', ago: 90 },
        { user: 'back', event: 'Open mail', ago: 2 },
        { user: 'gone', event: 'View', ago: 31 },
        { user: 'fresh', event: 'Sign up', ago: 29 },
        { user: '$device:1', event: 'View', ago: 0 },
        { user: 'only bookkeeping', event: '$identify', ago: 1 },
      ]),
    ]);
    expect(rise).toMatchObject({
      now: 4,
      before: 2,
      stayed: 1,
      returning: 1,
      newIdentified: 1,
      newAnonymous: 1,
      lost: 1,
      knowsBefore: true,
      broughtBy: [
        { event: 'Open mail', users: 1 },
        { event: 'Sign up', users: 1 },
        { event: 'View', users: 1 },
      ],
    });
  });

  it('takes a person of two projects for one, who began where they were first', () => {
    const rise = explain([
      part([{ user: 'ada', event: 'Late', ago: 1 }]),
      part([
        { user: 'ada', event: 'Early', ago: 3 },
        { user: 'ada', event: 'View', ago: 40 },
        { user: 'bob', event: 'View', ago: 4 },
      ]),
    ]);
    expect(rise).toMatchObject({ now: 2, before: 1, stayed: 1, newIdentified: 1 });
    expect(rise.broughtBy).toEqual([{ event: 'View', users: 1 }]);
  });

  it('finds ids on one device, and takes a device of many for a shared computer', () => {
    const shared = ['a', 'b', 'c', 'd'].map((user) => ({ user, event: 'View', ago: 1, device: 'till' }));
    const rise = explain([
      part([
        { user: '$device:x1', event: 'View', ago: 2 },
        { user: 'ada', event: 'View', ago: 1, device: 'x1' },
        { user: 'ada', event: 'View', ago: 1, device: 'x2' },
        { user: '$device:x2', event: 'View', ago: 3, device: 'x2' },
        { user: 'elsewhere', event: 'View', ago: 50, device: 'x2' },
        ...shared,
      ]),
    ]);
    expect(rise.sameDevice).toEqual({ ids: 3, surplus: 2, examples: [['$device:x1', '$device:x2', 'ada']] });
  });

  it('counts users who are there by late events alone, where the export says when they came', () => {
    const lines: Line[] = [
      { user: 'imported', event: 'View', ago: 20, processed: 9 },
      { user: 'imported', event: 'View', ago: 10, processed: 6 },
      { user: 'both', event: 'View', ago: 10, processed: 6 },
      { user: 'both', event: 'View', ago: 9, processed: 0 },
      { user: 'slow', event: 'View', ago: 9, processed: 5 },
    ];
    expect(explain([part(lines)]).backfilled).toEqual({ users: 1, events: 3 });
    expect(explain([part(lines.map(({ processed: _, ...line }) => line))]).backfilled).toBeNull();
  });

  it('counts programs', () => {
    const lines = Array.from({ length: 1200 }, () => ({ user: 'robot', event: 'Ping', ago: 1 }));
    const rise = explain([part([...lines, { user: 'ada', event: 'View', ago: 1 }])]);
    expect(rise.bots).toEqual({ users: 1, examples: ['robot'] });
  });

  it('says when the data begin too late to know who was there before', () => {
    expect(explain([part([{ user: 'ada', event: 'View', ago: 59 }])]).knowsBefore).toBe(true);
    expect(explain([part([{ user: 'ada', event: 'View', ago: 58 }])]).knowsBefore).toBe(false);
  });

  const anyLine = fc.record({
    user: fc.constantFrom('ada', 'bob', 'cy', '$device:1', '$device:2'),
    event: fc.constantFrom('A', 'B', '$identify'),
    ago: fc.integer({ min: -10, max: 100 }),
    device: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
  });
  test.prop([fc.array(fc.array(anyLine, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 2 })])(
    'adds up to what is counted today and thirty days ago',
    (projects) => {
      const parts = projects.map(part);
      const activities = parts.map(({ table, ids, dayAt }) => activityOf(table, ids, dayAt));
      const { ptero } = countUsers(activities, joinActivities(activities), { first: DAY - 30, last: DAY });
      const rise = explain(parts);
      expect([rise.now, rise.before]).toEqual([ptero.at(-1), ptero[0]]);
      expect(rise.stayed + rise.newAnonymous + rise.newIdentified + rise.returning).toBe(rise.now);
      expect(rise.broughtBy.reduce((sum, { users }) => sum + users, 0)).toBe(rise.now - rise.stayed);
      expect(rise.sameDevice.surplus).toBeLessThanOrEqual(rise.sameDevice.ids);
      expect(rise.sameDevice.ids).toBeLessThanOrEqual(rise.now);
    },
  );
});

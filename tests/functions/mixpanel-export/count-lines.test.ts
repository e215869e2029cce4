import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { nonQualifyingEvents as ofTheApp } from '#core/metering/qualifying-events.ts';
import { createLineCounter } from '../../../supabase/functions/mixpanel-export/counting/count-lines.ts';
import { projectDays } from '../../../supabase/functions/mixpanel-export/counting/project-days.ts';
import { nonQualifyingEvents } from '../../../supabase/functions/mixpanel-export/counting/qualifying-events.ts';
import { meaningOf } from './oracle.ts';

const days = projectDays('2026-11-01', '2026-11-02', { zone: null, wallClock: false });
const key = Uint32Array.of(7, 11);
const encoder = new TextEncoder();
/** The registers that are set, quick to compare. */
function registersOf(users: Uint8Array | null | undefined): ReadonlyMap<number, number> | null {
  if (!users) return null;
  const set = new Map<number, number>();
  for (let at = 0; at < users.length; at++) if (users[at] !== 0) set.set(at, users[at] ?? 0);
  return set;
}
const count = (lines: readonly string[]) => {
  const counter = createLineCounter(days, key);
  const events = lines.map((line) => {
    const bytes = encoder.encode(line);
    return counter.count(bytes, 0, bytes.length);
  });
  return { events, days: counter.days().map(({ events, users }) => ({ events, users: registersOf(users) })) };
};
/** The registers that these users alone set, on the first day. */
const sketchOf = (users: readonly string[]) =>
  count(users.map((id) => JSON.stringify({ event: 'x', properties: { time: 1, distinct_id: id } }))).days[0]?.users;

const name = fc.oneof(
  fc.constantFrom('distinct_id', 'time', 'event', 'properties', '$insert_id', 'a"b', 'x\\', ''),
  fc.string({ unit: 'grapheme' }),
);
const id = fc.oneof(
  fc.constantFrom<unknown>(
    'u1',
    '',
    null,
    '$hotshard_events',
    '$device:1',
    'ü',
    '\u2028',
    7,
    7.5,
    1e21,
    -0,
    true,
    [],
    {},
  ),
  fc.string({ unit: 'grapheme' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const time = fc.oneof(
  fc.constantFrom<unknown>(1_762_000_000, 1_762_000_000_123, 1_762_000_000.5, 0, -1, '1762000000', null, 1e13, 1e300),
  fc.integer(),
);
const event = fc.oneof(fc.constantFrom<unknown>('Open', '', '$identify', '$merge', '$opened', null, 3), fc.string());
const record = fc
  .record({ event, time, id, extra: fc.dictionary(name, fc.jsonValue({ maxDepth: 3 })), first: fc.boolean() })
  .map(({ event, time, id, extra, first }) => {
    const properties = first ? { time, distinct_id: id, ...extra } : { ...extra, distinct_id: id, time };
    return first ? { event, properties, ...extra } : { ...extra, properties, event };
  });
/** Any character may be written as an escape, and white space be anywhere between tokens. */
const line = fc.tuple(record, fc.boolean(), fc.boolean()).map(([value, escaped, spaced]) => {
  const text = JSON.stringify(value, null, spaced ? '\t' : undefined).replaceAll('\n', ' ');
  if (!escaped) return text;
  return text.replace(/[a-z](?=[a-z_]*":)/, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
});
/** A line with some characters put in, taken out or doubled: mostly no JSON any more. */
const broken = fc
  .tuple(line, fc.nat(), fc.constantFrom('', '"', '}', ',', '\\', '0', '{', ' ', '\u0001'))
  .map(([text, at, put]) => {
    const place = at % text.length;
    return text.slice(0, place) + put + text.slice(place + (at % 3));
  });

describe('a line of the export', () => {
  test.prop([fc.oneof(line, broken)], { numRuns: 3000 })('means what JSON.parse and the app say it means', (text) => {
    const { isEvent, user, time } = meaningOf(text);
    const { events, days } = count([text]);
    expect(events).toEqual([isEvent]);
    expect(days.reduce((sum, { events }) => sum + events, 0)).toBe(isEvent && !Number.isNaN(time) ? 1 : 0);
    const [found] = days.flatMap(({ users }) => users ?? []);
    expect(found ?? null).toEqual(user === null ? null : sketchOf([user]));
  });

  it.each([
    [
      'an id inside a value',
      '{"event":"x","properties":{"time":1,"note":"\\"distinct_id\\":\\"u2\\"","distinct_id":"u1"}}',
    ],
    ['an id deeper down', '{"event":"x","properties":{"a":{"distinct_id":"u2"},"distinct_id":"u1","time":1}}'],
    ['an id beside the properties', '{"distinct_id":"u2","properties":{"distinct_id":"u1","time":1},"event":"x"}'],
    ['an id in a list', '{"event":"x","properties":{"l":[{"distinct_id":"u2"}],"distinct_id":"u1","time":1}}'],
    ['an escaped name', '{"event":"x","properties":{"distinct\\u005fid":"u1","time":1}}'],
    ['an escaped id', '{"event":"x","properties":{"distinct_id":"\\u0075\\u0031","time":1}}'],
    ['a repeated key', '{"event":"x","properties":{"distinct_id":"u2","distinct_id":"u1","time":1}}'],
    [
      'repeated properties',
      '{"properties":{"distinct_id":"u2"},"event":"x","properties":{"distinct_id":"u1","time":1}}',
    ],
  ])('has its user found, also with %s', (_what, text) => {
    expect(count([text]).days[0]?.users).toEqual(sketchOf(['u1']));
  });

  it('has the user of its last properties only', () => {
    const text = '{"properties":{"distinct_id":"u1","time":1},"event":"x","properties":{"time":1}}';
    expect(count([text]).days[0]).toEqual({ events: 1, users: null });
  });

  it('counts a number as its text, with all its digits', () => {
    const text = (id: string) => `{"event":"x","properties":{"distinct_id":${id},"time":1}}`;
    expect(count([text('12345678901234567890')]).days[0]?.users).toEqual(sketchOf(['12345678901234567890']));
    expect(count([text('1.50')]).days[0]?.users).toEqual(sketchOf(['1.5']));
  });

  it('nested deeper than any event is not followed to the end of the stack', () => {
    const text = `{"event":"x","properties":{"time":1,"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    expect(count([text]).events).toEqual([false]);
  });

  it('qualifies by the app’s own list', () => {
    expect(nonQualifyingEvents).toEqual(ofTheApp);
  });
});

describe('the counts of a day', () => {
  const ids = fc.array(
    fc.string({ minLength: 1 }).filter((text) => text !== '$hotshard_events'),
    { maxLength: 30 },
  );
  test.prop([ids, ids])('know neither order nor repetition', (some, others) => {
    expect(sketchOf([...some, ...others])).toEqual(sketchOf([...others, ...some, ...some]));
  });

  test.prop([ids, ids])('together are the greater of each register', (some, others) => {
    const both = new Map(sketchOf(some));
    for (const [at, register] of sketchOf(others) ?? []) both.set(at, Math.max(register, both.get(at) ?? 0));
    expect(new Map(sketchOf([...some, ...others]))).toEqual(both);
  });

  it('hold no id: nothing of it but a number of leading zeros', () => {
    const [day] = count(['{"event":"x","properties":{"distinct_id":"somebody@example.com","time":1}}']).days;
    expect(day?.users?.size).toBe(1);
    expect(Math.max(...(day?.users?.values() ?? []))).toBeLessThanOrEqual(51);
  });
});

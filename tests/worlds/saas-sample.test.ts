import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { onset } from './conversion-time.ts';
import { namedWorlds } from './named-worlds.ts';
import { watch } from './rate-ratio.ts';
import { saasSample, saasWorld } from './saas-product.ts';
import { simulateWorld } from './simulate-world.ts';
import { summariseEvents } from './summarise-events.ts';
import { toNdjson } from './to-ndjson.ts';

const packed = readFileSync('public/sample/saas.ndjson.gz');
const shipped = gunzipSync(packed);
const sample = saasSample();

const hashOf = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

describe('the shipped sample of a SaaS product', () => {
  it('is what its generator makes, byte for byte', () => {
    expect(hashOf(shipped)).toBe(hashOf(sample.ndjson));
    expect(readFileSync('public/sample/saas.truth.json', 'utf8')).toBe(sample.truth);
  });

  it('is small enough to fetch: 4 MB packed, 60 MB plain', () => {
    expect(packed.length).toBeLessThanOrEqual(4_000_000);
    expect(shipped.length).toBeLessThanOrEqual(60_000_000);
  });

  it('is an export: one event a line, oldest first, with seconds, ids and an insert id that makes it unique', () => {
    const lines = sample.ndjson
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; properties: Record<string, unknown> });
    const times = lines.map(({ properties }) => Number(properties.time));
    expect(times.every((time, index) => Number.isInteger(time) && (index === 0 || time >= times[index - 1]!))).toBe(
      true,
    );
    expect(new Date(times.at(-1)! * 1000).toISOString().slice(0, 10)).toBe('2026-11-15');
    const keys = lines.map(({ event, properties: { time, distinct_id, $insert_id } }) =>
      [event, time, distinct_id, $insert_id].join(' '),
    );
    expect(new Set(keys).size).toBe(lines.length);
  });

  it('keeps its promises: steps just before the target, followers only after it, every driver done by many and not by many', () => {
    const world = saasWorld();
    const { steps, afterTarget } = world.truth;
    const people = watch(world).filter(({ user }) => !world.truth.bots.includes(user));
    const converters = people.filter(({ convertedAfter }) => convertedAfter !== null);
    expect(converters.length).toBeGreaterThan(1000);
    const doneBy = (names: readonly string[]) =>
      names.map(
        (name) =>
          converters.filter(({ candidate }) => candidate.deeds.some(({ event }) => event === name)).length /
          converters.length,
      );
    expect(Math.min(...doneBy(steps))).toBeGreaterThan(0.9);
    expect(doneBy(afterTarget)).toEqual(afterTarget.map(() => 0));
    for (const driver of world.options.drivers) {
      const on = people.filter(({ candidate }) => onset(driver, candidate) < candidate.endDay).length;
      expect(on).toBeGreaterThan(500);
      expect(people.length - on).toBeGreaterThan(500);
    }
  });
});

describe('the words about the shipped sample', () => {
  it('give its true counts and effects', () => {
    const world = saasWorld();
    const words = readFileSync('public/sample/README.md', 'utf8');
    const done = ['Sign Up', 'Start Plan', 'Cancel Plan'].map(
      (name) => summariseEvents(world).find((event) => event.name === name)!.users,
    );
    expect(words).toContain(
      [world.time.length, world.userIds.length, world.eventNames.length]
        .map((count) => count.toLocaleString('en-GB'))
        .join(' / '),
    );
    expect(words).toContain(done.map((count) => count.toLocaleString('en-GB')).join(' / '));
    for (const { event, property, hazardRatio } of world.truth.drivers) {
      expect(words).toMatch(new RegExp(`\\| ${event ?? property}.*\\| ${hazardRatio}`));
    }
  });
});

describe('a world as an export', () => {
  it('carries the same events, times and properties as its table', () => {
    const world = simulateWorld({ ...namedWorlds.full, users: 60, bots: { count: 1, activity: 20 } }, 2);
    const lines = toNdjson(world)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; properties: Record<string, unknown> });
    const user = 3;
    const rows = [...world.time.keys()].slice(world.userStart[user], world.userStart[user + 1]);
    const ours = lines.filter(({ properties }) => properties.distinct_id === world.userIds[user]);
    expect(ours.map(({ event, properties }) => [event, properties.time])).toEqual(
      rows.map((at) => [world.eventNames[world.event[at]!], world.time[at]]),
    );
    expect(lines).toHaveLength(world.time.length);
    for (const { name, position } of world.columns) {
      expect(lines.filter(({ properties }) => name in properties).length).toBe(position.length);
    }
    expect(
      new Set(lines.filter(({ event }) => event === 'View Report').map(({ properties }) => properties.type)),
    ).toEqual(new Set(['funnel', 'trend', 'table']));
  });
});

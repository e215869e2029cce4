import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { detectWallClock } from '#core/mixpanel/detect-wall-clock.ts';
import {
  isWallClock,
  minutesAhead,
  sightingsOf,
} from '../../../supabase/functions/mixpanel-connect/detect-wall-clock.ts';

const summer = Date.parse('2026-07-01T12:00:00Z');
const winter = Date.parse('2026-01-15T12:00:00Z');
/** Events that were processed half a minute after they happened, on a clock so many minutes ahead. */
const live = (minutes: number, at = summer, count = 30) =>
  Array.from({ length: count }, (_, index) => ({
    time: at + index * 1000 + minutes * 60_000,
    processed: at + index * 1000 + 30_000,
  }));

describe('which clock a project is on', () => {
  const offset = fc.constantFrom(0, 60, 120, -300, 330, 345, -210);
  const some = fc
    .array(fc.record({ minutes: offset, count: fc.integer({ min: 0, max: 40 }), late: fc.boolean() }), { maxLength: 4 })
    .map((groups) =>
      groups.flatMap(({ minutes, count, late }) =>
        live(minutes, summer, count).map(({ time, processed }) => ({
          time,
          processed: late ? processed + 432_000 : processed,
        })),
      ),
    );

  test.prop([some])('is told from events as the app tells it', (sightings) => {
    expect(minutesAhead(sightings) || null).toBe(detectWallClock(sightings));
  });

  it.each([
    ['events of a wall clock', live(120), 'Europe/Berlin', '2024-01-01', true],
    ['events on UTC in a zone that is not', live(0), 'Europe/Berlin', '2020-01-01', false],
    ['events on UTC in London’s summer', live(0), 'Europe/London', '2020-01-01', false],
    [
      'events in London’s winter, which tell nothing, and an old project',
      live(0, winter),
      'Europe/London',
      '2020-01-01',
      true,
    ],
    ['the same and a new project', live(0, winter), 'Europe/London', '2023-01-01', false],
    ['no events and an old project', [], 'Europe/Berlin', '2022-12-31', true],
    ['no events and a new project', [], null, '2023-01-01', false],
    ['nothing at all', [], 'Europe/Berlin', null, null],
    ['too few events', live(120, summer, 19), 'Europe/Berlin', null, null],
  ])('by %s', (_what, sightings, zone, createdOn, expected) => {
    expect(isWallClock(sightings, zone, createdOn)).toBe(expected);
  });

  it('reads lines that have both moments and passes over the rest', () => {
    const text = [
      '{"event":"a","properties":{"time":1751371200,"mp_processing_time_ms":1751371230000}}',
      '{"event":"a","properties":{"time":1751371200123}}',
      '{"event":"a","properties":{"time":"x","mp_processing_time_ms":1}}',
      'nonsense',
      '{"event":"a","prop',
    ].join('\n');
    expect(sightingsOf(text)).toEqual([{ time: 1_751_371_200_000, processed: 1_751_371_230_000 }]);
  });
});

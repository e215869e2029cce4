import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { detectWallClock, type Sighting } from '#core/mixpanel/detect-wall-clock.ts';

const MINUTE = 60_000;
const start = Date.UTC(2021, 5, 1);

/** Events processed `delays` minutes after they happened, whose clock is `offset` minutes ahead of UTC. */
const sightings = (offset: number, delays: readonly number[]): Sighting[] =>
  delays.map((delay, i) => ({
    time: start + i * MINUTE + offset * MINUTE,
    processed: start + i * MINUTE + delay * MINUTE,
  }));
const live = (count: number): number[] => Array.from({ length: count }, (_, i) => (i % 30) / 10);

describe('a wall clock', () => {
  it.each([-720, -480, -210, 60, 330, 345, 765, 840])('of %d minutes is found', (offset) => {
    expect(detectWallClock(sightings(offset, live(40)))).toBe(offset);
  });

  it('is found among as many late and imported events', () => {
    const late = Array.from({ length: 60 }, (_, i) => 37 * i + 100);
    expect(detectWallClock([...sightings(120, live(50)), ...sightings(120, late)])).toBe(120);
  });

  it('is the one most events show when clocks changed', () => {
    expect(detectWallClock([...sightings(60, live(30)), ...sightings(120, live(70))])).toBe(120);
  });
});

describe('no wall clock', () => {
  it.each([
    ['in UTC', sightings(0, live(100))],
    ['when the phones run some seconds ahead', sightings(0.5, live(100))],
    ['in nineteen events', sightings(120, live(19))],
    ['in nothing', []],
    ['when two offsets share the events', [...sightings(60, live(50)), ...sightings(120, live(50))]],
    [
      'in uploads of any age',
      sightings(
        0,
        Array.from({ length: 1000 }, (_, i) => i * 1.7),
      ),
    ],
    [
      'in a history imported later',
      sightings(
        0,
        Array.from({ length: 100 }, (_, i) => 400_000 - i),
      ),
    ],
  ])('is seen %s', (_, given) => expect(detectWallClock(given)).toBeNull());

  test.prop([fc.array(fc.double({ min: 0, max: 3000, noNaN: true }), { minLength: 60, maxLength: 300 })])(
    'is claimed for UTC events that are mostly live',
    (delays) => {
      expect(detectWallClock(sightings(0, [...live(delays.length), ...delays]))).toBeNull();
    },
  );
});

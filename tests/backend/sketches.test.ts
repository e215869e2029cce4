import { fc, test } from '@fast-check/vitest';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hash64, halfSipHash } from '../../supabase/functions/mixpanel-export/counting/half-sip-hash.ts';
import { addToSketch, REGISTERS } from '../../supabase/functions/mixpanel-export/counting/sketch.ts';
import { backend, needs, ownServer } from './context.ts';

let database: Client;

beforeAll(async () => {
  if (!backend().ownServer) return;
  database = new Client({ connectionString: ownServer().adminDatabaseUrl });
  await database.connect();
});
afterAll(() => database?.end());

const encoder = new TextEncoder();
const hash: Hash64 = { first: 0, second: 0 };

/** The sketch of users number `from` to `to`, as the function makes it with this key. */
function sketchOf(from: number, to: number, key: number): Buffer {
  const registers = new Uint8Array(REGISTERS);
  const secret = Uint32Array.of(key, 0x9e37_79b9);
  const id = encoder.encode('$device:00000000');
  for (let user = from; user < to; user++) {
    for (let digit = 0, rest = user; digit < 8; digit++, rest = Math.floor(rest / 10))
      id[15 - digit] = 0x30 + (rest % 10);
    halfSipHash(secret, id, 0, id.length, hash);
    addToSketch(registers, hash);
  }
  return Buffer.from(registers.buffer);
}

const ask = async <T>(sql: string, ...values: readonly unknown[]): Promise<T> =>
  ((await database.query(sql, [...values])).rows[0] as { answer: T }).answer;
const countOf = (sketch: Buffer) => ask<number>('select private.count_sketch($1) as answer', sketch);
const merge = (...sketches: readonly Buffer[]) =>
  ask<Buffer>(
    'select private.merge_sketches($1::bytea[]) as answer',
    sketches.map((sketch) => sketch),
  );

/** Standard error of 16,384 registers, and what is taken off every count. */
const STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);
const TAKEN_OFF = 4 * STANDARD_ERROR;

describe('a count from sketches', needs('own server'), () => {
  it.each([
    [1000, 60],
    [25_000, 60],
    [25_001, 60],
    [90_000, 20],
    [1_000_000, 3],
  ])('of %d users is never above them and close below, with %d keys', async (users, keys) => {
    const errors: number[] = [];
    for (let key = 1; key <= keys; key++) errors.push((await countOf(sketchOf(0, users, key))) / users - 1);
    const mean = errors.reduce((sum, error) => sum + error, 0) / keys;
    const [least, greatest] = [Math.min(...errors), Math.max(...errors)];
    const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
    process.stdout.write(
      `note: sketch: ${users} users, ${keys} keys: ${percent(least)} to ${percent(greatest)}, on average ${percent(mean)}\n`,
    );
    expect(greatest).toBeLessThanOrEqual(0);
    expect(least).toBeGreaterThan(-2 * TAKEN_OFF);
    expect(Math.abs(mean + TAKEN_OFF)).toBeLessThan((4 * STANDARD_ERROR) / Math.sqrt(keys));
  });

  it('of few users is exact or one less, and of none is none', async () => {
    expect(await countOf(Buffer.alloc(REGISTERS))).toBe(0);
    for (const users of [1, 2, 5, 10, 20]) {
      const count = await countOf(sketchOf(0, users, 3));
      expect(count).toBeLessThanOrEqual(users);
      expect(count).toBeGreaterThanOrEqual(users - 1);
    }
  });

  it('of a sketch as full as can be is the greatest number there is', async () => {
    expect(await countOf(Buffer.alloc(REGISTERS, 30))).toBe(2_147_483_647);
  });

  it.each([
    [1000, 5],
    [25_001, 3],
    [90_000, 2],
  ])('of 30 days in which %d users come and go is that of the users, with %d keys', async (users, keys) => {
    for (let key = 1; key <= keys; key++) {
      const days: Buffer[] = [];
      // Each day has a tenth of the users, and days overlap; together they are all.
      for (let day = 0; day < 30; day++) {
        const from = Math.floor((users * day) / 30);
        days.push(sketchOf(from, Math.min(users, from + Math.ceil(users / 10)), key));
      }
      const merged = await merge(...days);
      expect(merged.equals(sketchOf(0, users, key))).toBe(true);
      const count = await countOf(merged);
      expect(count).toBeLessThanOrEqual(users);
      expect(count).toBeGreaterThan(users * (1 - 2 * TAKEN_OFF));
    }
  });

  it(
    'is above the truth no oftener than it says: not once in 1,000 of 25,000 random hashes',
    { timeout: 240_000 },
    async () => {
      let above = 0;
      let state = 88_172_645;
      const word = () => {
        state ^= state << 13;
        state ^= state >>> 17;
        return (state ^= state << 5) >>> 0;
      };
      for (let batch = 0; batch < 10; batch++) {
        const sketches = Array.from({ length: 100 }, () => {
          const registers = new Uint8Array(REGISTERS);
          for (let user = 0; user < 25_000; user++) addToSketch(registers, { first: word(), second: word() });
          return Buffer.from(registers.buffer);
        });
        above += await ask<number>(
          'select count(*)::int as answer from unnest($1::bytea[]) sketch where private.count_sketch(sketch) > 25000',
          sketches,
        );
      }
      expect(above).toBe(0);
    },
  );
});

describe('merging sketches', needs('own server'), () => {
  const sketch = fc
    .array(fc.tuple(fc.nat(REGISTERS - 1), fc.integer({ min: 0, max: 51 })), { maxLength: 40 })
    .map((set) => {
      const registers = Buffer.alloc(REGISTERS);
      for (const [place, value] of set) registers[place] = value;
      return registers;
    });
  const runs = { numRuns: 10, seed: 20_261_122 };

  test.prop([sketch, sketch], runs)('does not mind the order', async (a, b) => {
    expect((await merge(a, b)).equals(await merge(b, a))).toBe(true);
  });

  test.prop([sketch, sketch, sketch], runs)('nor what is merged first', async (a, b, c) => {
    expect((await merge(await merge(a, b), c)).equals(await merge(a, await merge(b, c)))).toBe(true);
  });

  test.prop([sketch, sketch], runs)('nor what is merged again', async (a, b) => {
    const both = await merge(a, b);
    expect((await merge(a, a)).equals(a)).toBe(true);
    expect((await merge(both, a)).equals(both)).toBe(true);
  });

  test.prop([sketch, sketch], runs)('takes nobody away', async (a, b) => {
    expect(await countOf(await merge(a, b))).toBeGreaterThanOrEqual(Math.max(await countOf(a), await countOf(b)));
  });
});

import { describe, expect, it } from 'vitest';
import { withClient } from '../../../supabase/local/database.ts';
import { createRandom } from '#core/stats/random.ts';
import { needs } from '../context.ts';
import { withMigratedDatabase } from '../fresh-database.ts';
import { begins, type Life, lifeOf } from './life.ts';
import { asTheyCame, beginTrial, type End, endsOf, prepareOrders, shuffled } from './orders.ts';
import { planAt } from './plan-table.ts';
import { replaced } from './planted.ts';
import { createWorkspaces } from './year-database.ts';

const permutations = 1_000;
/** These end free, cancelling, active after a failure, and read-only. */
const seeds = (process.env.YEAR_LIVES ?? '36,22,10,14').split(',').map(Number);
const minutes = 60_000;

/** The ends of lives with much in them, each word arriving in so many orders. */
const endsOfLives = (seeds: readonly number[], times: number, planted = '') =>
  withMigratedDatabase('permuted', (_url, url) =>
    withClient(url, async (client) => {
      const all = seeds.map((seed, number) => lifeOf(createRandom(seed), number));
      await createWorkspaces(
        client,
        begins,
        all.map(({ users }) => users),
      );
      await prepareOrders(client);
      await client.query(planted);
      const ends: { readonly life: Life; readonly outcomes: readonly End[] }[] = [];
      for (const [number, life] of all.entries()) {
        const random = createRandom(number + 99);
        const count = life.snapshots.length;
        await beginTrial(client, number, life.truth.trialBegan!);
        const orders = [asTheyCame(count), ...Array.from({ length: times }, () => shuffled(random, count))];
        ends.push({ life, outcomes: await endsOf(client, number, life.snapshots, orders, life.end) });
      }
      return ends;
    }),
  );

describe('what Stripe said', needs('own server'), () => {
  it(
    `ends in the same state in ${permutations} orders of each of ${seeds.length} lives, which is the table’s`,
    async () => {
      const ends = await endsOfLives(seeds, permutations);
      expect(ends.map(({ outcomes }) => outcomes.length)).toEqual(ends.map(() => 1));
      const table = ends.map(({ life }) => planAt(life.truth, life.end));
      expect(ends.map(({ outcomes }) => [outcomes[0]!.state, outcomes[0]!.paid_packs])).toEqual(
        table.map(({ state, packs }) => [state, packs]),
      );
      process.stdout.write(
        `note: permutations: ${seeds.length} × ${permutations} orders, ends ${table.map(({ state }) => state).join(' ')}\n`,
      );
    },
    10 * minutes,
  );

  it.each([
    [
      'the last word to arrive wins',
      replaced('take_snapshot', '> (known.read_at, known.snapshot::text)', 'is not null'),
    ],
    [
      'what was paid is forgotten',
      replaced('take_snapshot', 'greatest(known.paid_until, excluded.paid_until)', 'excluded.paid_until'),
    ],
  ])('would end otherwise if %s', async (_what, planted) => {
    const ends = await endsOfLives([39, 14], 40, planted);
    expect(Math.max(...ends.map(({ outcomes }) => outcomes.length))).toBeGreaterThan(1);
  });
});

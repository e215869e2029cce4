import { describe, expect, it } from 'vitest';
import { withClient } from '../../../supabase/local/database.ts';
import { amountCents, packsFor } from '#core/billing/packs.ts';
import { databaseAddress, needs } from '../context.ts';

const most = 10_000_000;

/** Every boundary with its neighbours, and every 97th number between. */
function counts(): readonly number[] {
  const near = Array.from({ length: most / 25_000 + 1 }, (_, pack) =>
    [-1, 0, 1, 2].map((by) => pack * 25_000 + by),
  ).flat();
  const dense = Array.from({ length: Math.floor(most / 97) }, (_, k) => k * 97);
  return [...near, ...dense].filter((users) => users >= 0 && users <= most);
}

describe('packs and amounts', needs('database'), () => {
  it('are the same in Postgres and on the screen, from 0 to 10 million users', async () => {
    const users = counts();
    expect(users.length).toBeGreaterThan(100_000);
    const { rows } = await withClient(databaseAddress(), (client) =>
      client.query({
        text: `select private.packs_for(u), private.amount_cents(private.packs_for(u))
               from unnest($1::int[]) with ordinality t (u, n) order by n`,
        values: [users],
        rowMode: 'array',
      }),
    );
    const differ = users.filter((count, k) => {
      const [packs, cents] = rows[k] as unknown as readonly [number, number];
      return packs !== packsFor(count) || cents !== amountCents(packsFor(count));
    });
    expect(rows).toHaveLength(users.length);
    expect(differ).toEqual([]);
  });
});

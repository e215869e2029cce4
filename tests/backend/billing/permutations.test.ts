import { describe, expect, it } from 'vitest';
import { withClient } from '../../../supabase/local/database.ts';
import { createRandom, type Random } from '#core/stats/random.ts';
import { needs } from '../context.ts';
import { withMigratedDatabase } from '../fresh-database.ts';
import { begins, type Life, lifeOf } from './life.ts';
import { planAt } from './plan-table.ts';
import { replaced } from './planted.ts';
import { iso } from './simulated-stripe.ts';
import { createWorkspaces, workspaceId } from './year-database.ts';

const permutations = 1_000;
/** These end free, cancelling, active after a failure, and read-only. */
const seeds = (process.env.YEAR_LIVES ?? '36,22,10,14').split(',').map(Number);
const minutes = 60_000;

/** A plan and its invoices. */
interface Outcome {
  readonly state: string;
  readonly paid_packs: number;
}

/** The events in any order, some of them twice, some read twice. */
function shuffled(random: Random, count: number): readonly number[] {
  const order = [...Array.from({ length: count }, (_, k) => k), random.below(count), random.below(count) + count];
  for (let k = order.length - 1; k > 0; k -= 1) {
    const other = random.below(k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}

const permute = `
  create function pg_temp.permute(workspace uuid, events jsonb, orders jsonb, at timestamptz)
    returns setof jsonb language plpgsql as $$
  declare
    one jsonb;
    place jsonb;
    began public.plans;
    n integer := 0;
    outcomes jsonb[] := '{}';
  begin
    select * into began from public.plans where workspace_id = workspace;
    for one in select value from jsonb_array_elements(orders) loop
      delete from private.subscriptions;
      delete from public.billing_invoices;
      delete from private.deadline_counts;
      update public.plans set state = began.state, since = began.since, updated_at = began.updated_at, stripe_customer_id = null,
        stripe_subscription_id = null, snapshot_at = null, cancel_at = null, past_due_since = null, grace_ends_at = null,
        paid_packs = 0 where workspace_id = workspace;
      n := 0;
      for place in select value from jsonb_array_elements(one) loop
        n := n + 1;
        perform private.plan_transition(workspace, 'event',
          jsonb_build_object('snapshot', events -> (place::integer % jsonb_array_length(events))), at + n * interval '1 second');
      end loop;
      perform private.plan_transition(workspace, 'daily', '{}', at + interval '1 minute');
      outcomes := outcomes || (select to_jsonb(p) - 'since' || jsonb_build_object('invoices', (
        select jsonb_agg(to_jsonb(i) order by i.id) from public.billing_invoices i))
        from public.plans p where p.workspace_id = workspace);
    end loop;
    return query select distinct o from unnest(outcomes) o;
  end $$;`;

/** How many different ends the orders of one life have, and the first of them. */
const endsOf = (seeds: readonly number[], times: number, planted = '') =>
  withMigratedDatabase('permuted', (_url, url) =>
    withClient(url, async (client) => {
      const all = seeds.map((seed, number) => lifeOf(createRandom(seed), number));
      await createWorkspaces(
        client,
        begins,
        all.map(({ users }) => users),
      );
      await client.query(`reset role; ${planted}; ${permute}; set session_replication_role = replica`);
      const ends: { readonly life: Life; readonly outcomes: readonly Outcome[] }[] = [];
      for (const [number, life] of all.entries()) {
        const random = createRandom(number + 99);
        await client.query(`select private.plan_transition($1, 'daily', '{}', $2)`, [
          workspaceId(number),
          iso(life.truth.trialBegan!),
        ]);
        const orders = [
          life.snapshots.map((_, k) => k),
          ...Array.from({ length: times }, () => shuffled(random, life.snapshots.length)),
        ];
        const outcomes = new Map<string, Outcome>();
        // In portions: one transaction would wade through all the rows that it left dead.
        for (let from = 0; from < orders.length; from += 20) {
          const { rows } = await client.query('select outcome from pg_temp.permute($1, $2, $3, $4) outcome', [
            workspaceId(number),
            JSON.stringify(life.snapshots),
            JSON.stringify(orders.slice(from, from + 20)),
            iso(life.end),
          ]);
          for (const { outcome } of rows as readonly { readonly outcome: Outcome }[])
            outcomes.set(JSON.stringify(outcome), outcome);
        }
        ends.push({ life, outcomes: [...outcomes.values()] });
      }
      return ends;
    }),
  );

describe('what Stripe said', needs('own server'), () => {
  it(
    `ends in the same state in ${permutations} orders of each of ${seeds.length} lives, which is the table’s`,
    async () => {
      const ends = await endsOf(seeds, permutations);
      expect(ends.map(({ outcomes }) => outcomes.length)).toEqual(ends.map(() => 1));
      const table = ends.map(({ life }) => planAt(life.truth, life.end + 60_000));
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
    const ends = await endsOf([39, 14], 40, planted);
    expect(Math.max(...ends.map(({ outcomes }) => outcomes.length))).toBeGreaterThan(1);
  });
});

import type { Client } from 'pg';
import type { Random } from '#core/stats/random.ts';
import { iso, type Snapshot } from './simulated-stripe.ts';
import { workspaceId } from './year-database.ts';

/** What must not depend on an order: the plan, its invoices, and what the functions are told of it. */
export interface End {
  readonly state: string;
  readonly paid_packs: number;
}

/**
 * Goes through the whole transition with each `every`th word of an order, and takes all of it back before the next order. The words
 * between are only taken into account, which is what a transition does with a word first.
 */
const procedure = `
  create procedure pg_temp.in_orders(workspace uuid, facts jsonb[], orders integer[], times integer, every integer,
    at timestamptz, inout ends jsonb[])
    language plpgsql as $$
  declare
    words integer := array_length(orders, 1) / times;
    over timestamptz := at + (words + 1) * interval '1 millisecond';
    outcome jsonb;
  begin
    for nth in 0..times - 1 loop
      for n in 1..words loop
        if (nth + n) % every = 0 then
          perform private.plan_transition(workspace, 'event', facts[orders[nth * words + n]], at + n * interval '1 millisecond');
        else
          perform private.take_snapshot(workspace, facts[orders[nth * words + n]] -> 'snapshot');
        end if;
      end loop;
      perform private.plan_transition(workspace, 'daily', '{}', over);
      select to_jsonb(p) - 'since' || jsonb_build_object('facts', private.billing_facts(workspace, over), 'invoices', (
          select jsonb_agg(to_jsonb(i) order by i.id) from public.billing_invoices i where i.workspace_id = workspace))
        into outcome from public.plans p where p.workspace_id = workspace;
      if outcome = any (ends) is not true then ends := ends || outcome; end if;
      rollback;
    end loop;
  end $$;`;

/** Makes ready a connection that is no longer the service's. Nothing is told while orders are tried. */
export async function prepareOrders(client: Client): Promise<void> {
  await client.query(`reset role; ${procedure}; set session_replication_role = replica`);
}

/** Lets the clock see a workspace for the first time, which begins its trial. */
export async function beginTrial(client: Client, workspace: number, at: number): Promise<void> {
  await client.query(`select private.plan_transition($1, 'daily', '{}', $2)`, [workspaceId(workspace), iso(at)]);
}

/** The words in any order, one of them once more. Places count from 1. */
export function shuffled(random: Random, count: number): readonly number[] {
  const order = [...inTurn(count), 1 + random.below(count)];
  for (let k = order.length - 1; k > 0; k -= 1) {
    const other = random.below(k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}

/** As they came, the last of them once more. */
export const asTheyCame = (count: number): readonly number[] => [...inTurn(count), count];

const inTurn = (count: number) => Array.from({ length: count }, (_, k) => k + 1);

/**
 * The different ends of a workspace when words from Stripe arrive in each of these orders, from `at` on.
 *
 * @param every - The plan is worked out anew after each so manieth word, and at the end.
 */
export async function endsOf(
  client: Client,
  workspace: number,
  words: readonly Snapshot[],
  orders: readonly (readonly number[])[],
  at: number,
  every = 1,
): Promise<readonly End[]> {
  const { rows } = await client.query('call pg_temp.in_orders($1, $2, $3, $4, $5, $6, $7)', [
    workspaceId(workspace),
    words.map((snapshot) => JSON.stringify({ snapshot })),
    orders.flat(),
    orders.length,
    every,
    iso(at),
    [],
  ]);
  return (rows as readonly { readonly ends: readonly End[] }[])[0]!.ends;
}

/** Without what says again what the last word on the same subscription said, read later. */
export function withoutRepeats(words: readonly Snapshot[]): readonly Snapshot[] {
  const last = new Map<unknown, string>();
  return words.filter((word) => {
    const said = JSON.stringify({ ...word, read_at: null });
    const before = last.get(word['subscription_id']);
    last.set(word['subscription_id'], said);
    return before !== said;
  });
}

import { withClient } from '../../../supabase/local/database.ts';
import { createRandom } from '#core/stats/random.ts';
import { withMigratedDatabase } from '../fresh-database.ts';
import { asTheyCame, beginTrial, endsOf, prepareOrders, shuffled, withoutRepeats } from './orders.ts';
import { planAt } from './plan-table.ts';
import type { YearReport } from './year.ts';
import { createWorkspaces } from './year-database.ts';
import { begins } from './year-workspace.ts';

/** The plan is worked out after every word in the first so many orders, and after each so manieth in those that follow. */
const WHOLE_ORDERS = 50;
const SELDOM = 16;
const LANES = 2;

export interface OrdersReport {
  /** Workspaces that Stripe said something about. */
  readonly sequences: number;
  readonly words: number;
  readonly longest: number;
  readonly applied: number;
  readonly transitions: number;
  /** Sequences that end in more than one way, or otherwise than the table says. */
  readonly unlike: readonly string[];
}

/** What two ends do not agree about. */
const differences = (one: object, other: object): readonly string[] =>
  Object.entries(one).flatMap(([key, value]) => {
    const otherwise = (other as Readonly<Record<string, unknown>>)[key];
    const [a, b] = [JSON.stringify(value), JSON.stringify(otherwise)];
    if (a === b) return [];
    return key === 'facts' ? differences(value as object, otherwise as object) : [`${key}: ${a} or ${b}`];
  });

/** Lets all that Postgres heard from Stripe in a year arrive anew, in the order in which it came and in so many others. */
export const endsInOtherOrders = (
  { workspaces, words }: YearReport,
  at: number,
  times: number,
  planted = '',
): Promise<OrdersReport> =>
  withMigratedDatabase('year_orders', async (_url, url) => {
    await withClient(url, async (client) => {
      const users = workspaces.map((workspace) => workspace.users);
      await createWorkspaces(client, begins, users);
      await client.query(`reset role; ${planted}`);
    });
    const sequences = workspaces.flatMap((workspace) => {
      const said = withoutRepeats(words[workspace.number] ?? []);
      return said.length === 0 ? [] : [{ workspace, said }];
    });
    const unlike: string[] = [];
    let applied = 0;
    let transitions = 0;
    const lane = (first: number) =>
      withClient(url, async (client) => {
        await prepareOrders(client);
        for (const { workspace, said } of sequences.filter((_, k) => k % LANES === first)) {
          const { number } = workspace;
          const random = createRandom(number + 1);
          await beginTrial(client, number, workspace.trialBegan!);
          const some = (count: number) => Array.from({ length: count }, () => shuffled(random, said.length));
          const whole = Math.min(times, WHOLE_ORDERS);
          const thorough = [asTheyCame(said.length), ...some(whole)];
          const quick = some(times - whole);
          const ends = [
            ...(await endsOf(client, number, said, thorough, at)),
            ...(quick.length === 0 ? [] : await endsOf(client, number, said, quick, at, SELDOM)),
          ];
          applied += (thorough.length + quick.length) * (said.length + 1);
          transitions += (thorough.length + quick.length / SELDOM) * (said.length + 1);
          const table = planAt(workspace, at);
          const differ = ends.flatMap((end) => differences(ends[0]!, end));
          if (differ.length > 0 || ends[0]!.state !== table.state || ends[0]!.paid_packs !== table.packs)
            unlike.push(
              `${number}: ${table.state} with ${table.packs}, was ${ends[0]!.state} with ${ends[0]!.paid_packs}; ${differ.join(', ')}`,
            );
        }
      });
    await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
    const lengths = sequences.map(({ said }) => said.length);
    return {
      sequences: sequences.length,
      words: lengths.reduce((sum, length) => sum + length, 0),
      longest: Math.max(...lengths),
      applied,
      transitions: Math.round(transitions),
      unlike,
    };
  });

import { localKeys } from './keys.ts';

export interface BillingSchedule {
  /** Does the work now; when it is being done, after that. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

const hourMs = 3_600_000;

/** What pg_cron is where hosted, for billing: does the work every hour, never twice at once. */
export async function startBillingSchedule(work: () => Promise<unknown>): Promise<BillingSchedule> {
  let last: Promise<unknown> = Promise.resolve();
  const run = async () => {
    const before = last;
    const mine = (async () => {
      await before.catch(() => undefined);
      await work();
    })();
    last = mine;
    await mine;
  };
  // What goes wrong is in the function's own output, and the next hour tries again.
  const timer = setInterval(() => void run().catch(() => undefined), hourMs);
  return {
    run,
    async stop() {
      clearInterval(timer);
      await last.catch(() => undefined);
    },
  };
}

/** Has the function `billing-daily` do its work, as the schedule does. Answers what it said. */
export async function doDailyWork(url: string): Promise<unknown> {
  const response = await fetch(`${url}/functions/v1/billing-daily`, {
    method: 'POST',
    headers: { apikey: localKeys.secret },
  });
  const said: unknown = await response.json();
  if (!response.ok) throw new Error(`billing-daily answered ${response.status}: ${JSON.stringify(said)}`);
  return said;
}

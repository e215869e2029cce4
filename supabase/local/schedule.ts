import { runSql } from './database.ts';

export interface Schedule {
  /** Waits for what is running. */
  stop(): Promise<void>;
}

/** What pg_cron does where it is hosted. */
const work = 'select private.count_usage_due(); select private.prune_news();';

/** Counts users and forgets old news at once and then every so many milliseconds, one run at a time. */
export function startSchedule(databaseUrl: string, everyMs: number, report: (cause: unknown) => void): Schedule {
  let running = Promise.resolve();
  const run = () => {
    running = running.then(() => runSql(databaseUrl, work)).catch(report);
  };
  run();
  const timer = setInterval(run, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

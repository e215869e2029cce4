/** What a limit allows, a project. */
export interface Limit {
  readonly anHour: number;
  readonly aSecond: number;
  readonly atOnce: number;
}

/** Of the raw export, and of the query API. */
export const exportLimit: Limit = { anHour: 60, aSecond: 3, atOnce: 100 };
export const queryLimit: Limit = { anHour: 60, aSecond: Infinity, atOnce: 5 };

export interface Meter {
  /** Counts a query; null when it may run, else the words of the refusal and in how many seconds it may. */
  begin(nowMs: number): { readonly words: string; readonly afterS: number } | null;
  end(): void;
  /** Queries that were let run. */
  readonly ran: number;
  readonly refused: number;
  readonly mostAtOnce: number;
}

const HOUR = 3_600_000;

/** Counts the queries of one project. Refused ones do not count toward the hour, but their refusal says them. */
export function createMeter({ anHour, aSecond, atOnce }: Limit): Meter {
  let times: number[] = [];
  let running = 0;
  let [ran, refused, mostAtOnce] = [0, 0, 0];
  return {
    begin(nowMs) {
      times = times.filter((time) => time > nowMs - HOUR);
      const lastSecond = times.filter((time) => time > nowMs - 1000).length;
      const isOver = times.length >= anHour || lastSecond >= aSecond || running >= atOnce;
      if (isOver) {
        refused += 1;
        const counts = `${running + (running >= atOnce ? 1 : 0)}/${atOnce} queries running concurrently and ${times.length + 1}/${anHour} queries running in the last hour`;
        const afterS =
          times.length >= anHour ? Math.ceil((times[times.length - anHour]! + HOUR - nowMs + 1) / 1000) : 1;
        return { words: `Query rate limit exceeded: ${counts}`, afterS };
      }
      times.push(nowMs);
      running += 1;
      ran += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      return null;
    },
    end() {
      running -= 1;
    },
    get ran() {
      return ran;
    },
    get refused() {
      return refused;
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
  };
}

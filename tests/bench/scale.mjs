import { count, mark, markMemory, say, seconds } from './print.mjs';

/** @typedef {import('./page.ts').Bench} Bench */
/** @typedef {Awaited<ReturnType<typeof import('./chromium-bench.mjs').startBench>>} Chromium */
const SIZES = [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
const EVENTS_A_USER = 50;
const NAMES = 500;
/** Where in the whole run the real cancels come, as shares of its time. */
const CANCEL_AT = [0.02, 0.06, 0.1, 0.15, 0.21];

/** From 0.1 to 10 million events: the slope, and at the end memory, cancelling and the page's frames. */
export async function scaleUp(/** @type {Chromium} */ { inPage }) {
  say(
    `\nLarge projects in Chromium: ${EVENTS_A_USER} events a user under ${NAMES} names, made straight into typed arrays (no store)`,
  );
  /** @type {{ rows: number, ms: number }[]} */
  const points = [];
  for (const rows of SIZES) {
    const isLast = rows === SIZES.at(-1);
    const { result, peakMB, emptyMB } = await inPage(async (page) => {
      const users = rows / EVENTS_A_USER;
      await page.evaluate(
        ([u, n, r]) => /** @type {Bench} */ (/** @type {any} */ (window).bench).make(u, n, r),
        /** @type {const} */ ([users, NAMES, rows]),
      );
      const watched = await page.evaluate(() => /** @type {Bench} */ (/** @type {any} */ (window).bench).watch());
      const answered = [];
      for (const share of isLast ? CANCEL_AT : []) {
        answered.push(
          await page.evaluate(
            (ms) => /** @type {Bench} */ (/** @type {any} */ (window).bench).cancelAfter(ms),
            share * watched.run.completeMs,
          ),
        );
      }
      return { ...watched, answered };
    });
    const { run } = result;
    points.push({ rows, ms: run.completeMs });
    say(
      `  ${count(rows).padStart(10)} events, ${count(rows / EVENTS_A_USER).padStart(7)} users: first table ${seconds(run.firstTableMs)}, complete ${seconds(run.completeMs)}` +
        ` (bootstrap ${seconds(run.bootstrapMs)}), ${count(run.cases)} cases, ${run.parameters} parameters` +
        `${peakMB === null ? '' : `, peak ${count(peakMB)} MB`}`,
    );
    if (!isLast) continue;
    say(`  The largest, ${count(run.analysed)} users analysed:`);
    mark('complete result', run.completeMs / 1000, '≤', 30, 's');
    markMemory(peakMB, emptyMB, 1500);
    mark(
      `a cancel is heard, the slowest of ${result.heardAfter.length} random moments`,
      Math.max(...result.heardAfter),
      '≤',
      200,
      'ms',
    );
    mark(
      `and the run has ended, the slowest of ${result.answered.length} real ones`,
      Math.max(...result.answered),
      '≤',
      200,
      'ms',
    );
    mark('frames of the page meanwhile', result.framesASecond, '≥', 59, 'a second');
    say(`    the longest pause between two frames: ${result.longestFrameMs.toFixed(0)} ms`);
  }
  mark('slope of complete over events (log–log), 0.1 to 10 million', slopeOf(points), '≤', 1, '');
}

/** Least squares through the logarithms. */
function slopeOf(/** @type {readonly { rows: number, ms: number }[]} */ points) {
  const x = points.map(({ rows }) => Math.log(rows));
  const y = points.map(({ ms }) => Math.log(ms));
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const across = x.reduce((sum, value, k) => sum + (value - mx) * ((y[k] ?? 0) - my), 0);
  return across / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

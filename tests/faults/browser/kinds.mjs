/** @typedef {import('playwright').Page} Page */
/** @typedef {import('./page.ts').Range} Range */
/** @typedef {import('./page.ts').Faults} Faults */
/** @typedef {import('../ledger.ts').Tally} Tally */
/** @typedef {{ name: string, tally: Tally, found: string[] }} Outcome */
/** @typedef {Awaited<ReturnType<typeof import('./chromium.mjs').startFaults>>} Chromium */
/** @typedef {Awaited<ReturnType<Faults['import']>>} Imported */

/** @type {Range} */
const before = [0, 1000, 1];
/** @type {Range} */
const adding = [500, 30_000, 2];
/** @type {readonly Range[]} */
const after = [[0, 500, 1], adding];

/** @returns {Outcome} */
const outcomeOf = (/** @type {string} */ name) => ({
  name,
  tally: { injected: 0, unharmed: 0, acknowledged: 0, lost: 0, doubled: 0, wrongNumbers: 0, noWayForward: 0 },
  found: [],
});

/** Does something with the page's `faults`. @returns {Promise<any>} */
const call = (/** @type {Page} */ page, /** @type {keyof Faults} */ name, /** @type {unknown[]} */ ...args) =>
  page.evaluate(
    ([method, given]) => /** @type {any} */ (window).faults[method](...given),
    /** @type {const} */ ([name, args]),
  );

/**
 * Judges in a page, and adds what is found.
 *
 * @param {Outcome} outcome
 * @param {Page} page
 * @param {string} projectId
 * @param {readonly Range[]} acknowledged
 * @param {readonly (readonly Range[])[]} allowed
 * @param {Imported | null} failure
 */
async function judge(outcome, page, projectId, acknowledged, allowed, failure = null) {
  const said = typeof failure === 'string' ? null : failure;
  const { tally, found } = await call(page, 'judge', projectId, acknowledged, allowed, said);
  for (const key of /** @type {(keyof Tally)[]} */ (Object.keys(outcome.tally))) outcome.tally[key] += tally[key];
  outcome.found.push(...found);
}

/** The ways an import can be ended from outside. @type {Record<string, (page: Page) => Promise<void>>} */
const ends = {
  'the tab crashes': async (page) => {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // The answer never comes: the process that would give it is gone.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  },
  'the tab is closed': (page) => page.close({ runBeforeUnload: false }),
  'the page is loaded again': async (page) => {
    await page.reload();
    await page.close();
  },
};

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A project with the first thousand events. */
async function freshProject(/** @type {Page} */ page) {
  await call(page, 'clear');
  const projectId = await call(page, 'import', before, null);
  if (typeof projectId !== 'string') throw new Error(`the first import failed: ${projectId.message}`);
  return projectId;
}

/** How long the import on top takes here, undisturbed. */
async function durationMs(/** @type {Page} */ page) {
  let shortest = Infinity;
  for (let i = 0; i < 3; i += 1) {
    const projectId = await freshProject(page);
    const since = performance.now();
    await call(page, 'import', adding, projectId);
    shortest = Math.min(shortest, performance.now() - since);
  }
  return shortest;
}

/**
 * The tab ends at random moments of an import into a real private file system.
 *
 * @param {Chromium} chromium
 * @param {number} moments
 * @param {() => number} random
 */
export async function tabsKilled(chromium, moments, random) {
  const outcome = outcomeOf(`tab killed at random moments, Chromium ${chromium.version}`);
  let page = await chromium.open();
  const lasts = await durationMs(page);
  const ways = Object.values(ends);
  for (let moment = 0; moment < moments; moment += 1) {
    const projectId = await freshProject(page);
    outcome.tally.injected += 1;
    /** @type {Imported | null} */
    let answer = null;
    call(page, 'import', adding, projectId).then(
      (imported) => (answer = imported),
      () => undefined,
    );
    await wait(1.25 * lasts * random());
    const done = typeof answer === 'string';
    if (done) outcome.tally.unharmed += 1;
    await ways[moment % ways.length]?.(page);
    page = await chromium.open();
    await judge(outcome, page, projectId, done ? after : [before], done ? [after] : [[before], after]);
    await importAgain(outcome, page, projectId);
  }
  await page.close();
  return outcome;
}

/** The way forward. A lock that the ended tab still holds for a moment is said to be another tab's. */
async function importAgain(/** @type {Outcome} */ outcome, /** @type {Page} */ page, /** @type {string} */ projectId) {
  /** @type {Imported} */
  let again = projectId;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    again = await call(page, 'import', adding, projectId);
    if (typeof again === 'string' || again.code !== 'store/locked') break;
    await wait(50);
  }
  if (typeof again !== 'string') {
    outcome.tally.noWayForward += 1;
    outcome.found.push(`importing again fails: ${again.code}`);
  }
  await judge(outcome, page, projectId, after, [after]);
}

/**
 * The worker ends at random moments; the page lives on, is told, and imports again.
 *
 * @param {Chromium} chromium
 * @param {number} moments
 * @param {() => number} random
 */
export async function workersEnded(chromium, moments, random) {
  const outcome = outcomeOf('worker ended or thrown at random moments, the page lives on');
  const page = await chromium.open();
  const lasts = await durationMs(page);
  for (let moment = 0; moment < moments; moment += 1) {
    const projectId = await freshProject(page);
    outcome.tally.injected += 1;
    const importing = call(page, 'import', adding, projectId);
    await wait(1.25 * lasts * random());
    await call(page, 'endWorker', moment % 2 === 0 ? 'end' : 'crash');
    /** @type {Imported} */
    const answer = await importing;
    const done = typeof answer === 'string';
    if (done) outcome.tally.unharmed += 1;
    await judge(outcome, page, projectId, done ? after : [before], done ? [after] : [[before], after], answer);
    await importAgain(outcome, page, projectId);
  }
  await page.close();
  return outcome;
}

/**
 * Two tabs of one browser import into one project at the same time.
 *
 * @param {Chromium} chromium
 * @param {number} times
 * @param {() => number} random
 */
export async function twoPages(chromium, times, random) {
  const outcome = outcomeOf('two real tabs importing into one project at once');
  const pages = [await chromium.open(), await chromium.open()];
  const [left, right] = /** @type {[Page, Page]} */ (/** @type {unknown} */ (pages));
  const lasts = await durationMs(left);
  /** @type {Range} */
  const others = [25_000, 40_000, 3];
  for (let time = 0; time < times; time += 1) {
    const projectId = await freshProject(left);
    outcome.tally.injected += 1;
    const delay = time % 2 === 0 ? 0 : 1.25 * lasts * random();
    const [first, second] = await Promise.all([
      call(left, 'import', adding, projectId),
      wait(delay).then(() => call(right, 'import', others, projectId)),
    ]);
    const isFirst = typeof first === 'string';
    const isSecond = typeof second === 'string';
    if (isFirst && isSecond) outcome.tally.unharmed += 1;
    if (!isFirst && !isSecond) {
      outcome.tally.noWayForward += 1;
      outcome.found.push(`neither tab came through: ${first.code}, ${second.code}`);
    }
    /** @type {Range[]} */
    const state = [[0, isFirst ? 500 : 1000, 1]];
    if (isFirst) state.push([500, isSecond ? 25_000 : 30_000, 2]);
    if (isSecond) state.push(others);
    await judge(outcome, left, projectId, state, [state], first);
    await judge(outcome, right, projectId, state, [state], second);
  }
  await Promise.all(pages.map((page) => page.close()));
  return outcome;
}

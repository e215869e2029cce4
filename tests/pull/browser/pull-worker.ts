import { expose } from 'comlink';
import { showLife } from '#workers/shared/show-life.ts';
import { browserDeps, browserProfileSpool, browserSpool } from '#workers/pull/browser-deps.ts';
import { createPullApi } from '#workers/pull/create-pull-api.ts';
import { testClock } from './test-clock.ts';

const clock = testClock();

/** The real pull worker, but for its clock: it waits no time, and tells the test how long it would have waited. */
expose(
  createPullApi(
    {
      ...browserDeps,
      stallMs: 1000,
      now: clock.now,
      wait: clock.wait,
      async fetch(url, init) {
        await clock.read();
        return browserDeps.fetch(url, init);
      },
    },
    browserSpool,
    browserProfileSpool,
  ),
);
showLife();

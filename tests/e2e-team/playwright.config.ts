import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from '../setup/chromium.mjs';

/** People of a team, each with a browser of their own, against the local backend that `start-everything.ts` starts. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/team',
  globalSetup: './start-everything.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // They end what hangs, on however slow a machine; no test asserts a time by them.
  timeout: 600_000,
  expect: { timeout: 180_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // As an ad blocker has it; who wants Stripe.js answers for it (stripe-js.ts).
    launchOptions: {
      executablePath: findChromium(),
      args: [...chromiumFlags, '--host-resolver-rules=MAP *.stripe.com ~NOTFOUND'],
    },
    trace: 'retain-on-failure',
  },
});

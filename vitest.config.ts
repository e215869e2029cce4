import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './tests/setup/chromium.mjs';
import { duckdbAssets } from './vite.duckdb.ts';
import { ingestWasm } from './vite.wasm.ts';

/** No test asserts a time: this only ends one that hangs, on however slow a machine, ms. */
const aStuckTest = 120_000;

export default defineConfig({
  test: {
    allowOnly: !process.env.CI,
    // Vitest leaves one core idle; on two cores that is half of the machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        plugins: [ingestWasm()],
        test: {
          name: 'node',
          // One module graph a worker: loading it anew for each file took twice the time of the tests.
          isolate: false,
          environment: 'node',
          setupFiles: ['tests/setup/laws.ts'],
          testTimeout: aStuckTest,
          include: [
            'tests/{architecture,core,contract,workers,data,reference,worlds,setup,faults,fuzz,functions,stripe}/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts'],
        },
      },
      {
        plugins: [ingestWasm()],
        test: {
          name: 'engine',
          environment: 'node',
          pool: 'forks',
          testTimeout: aStuckTest,
          hookTimeout: aStuckTest,
          include: ['tests/engine/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'backend',
          environment: 'node',
          expect: { poll: { timeout: aStuckTest / 2 } },
          globalSetup: ['tests/backend/setup.ts'],
          setupFiles: ['tests/backend/clean-up.ts'],
          testTimeout: aStuckTest,
          hookTimeout: aStuckTest,
          include: ['tests/backend/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'hosted',
          environment: 'node',
          testTimeout: 3 * aStuckTest,
          hookTimeout: aStuckTest,
          include: ['tests/hosted/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'pull',
          environment: 'node',
          fileParallelism: false,
          testTimeout: aStuckTest,
          hookTimeout: aStuckTest,
          include: ['tests/pull/**/*.test.ts'],
        },
      },
      {
        plugins: [solid()],
        test: {
          name: 'dom',
          environment: 'jsdom',
          setupFiles: ['tests/setup/laws.ts', 'tests/setup/patience.ts'],
          expect: { poll: { timeout: aStuckTest / 2 } },
          testTimeout: aStuckTest,
          include: ['tests/{ui,state,app}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.browser.test.ts'],
        },
      },
      {
        plugins: [duckdbAssets(), ingestWasm()],
        test: {
          name: 'browser',
          expect: { poll: { timeout: aStuckTest / 2 } },
          testTimeout: aStuckTest,
          include: ['tests/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findChromium(), args: chromiumFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

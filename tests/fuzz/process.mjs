import { load } from '../worlds/validate/load.mjs';

const { module, close } = await load('/tests/fuzz/run-case.ts');
/** @type {{ linePool: typeof import('./pool.ts').linePool }} */
const { linePool } = module;
const pool = linePool();

process.on('message', async (/** @type {number | null} */ seed) => {
  if (seed === null) {
    await close();
    process.disconnect();
    return;
  }
  try {
    process.send?.(await module.runCase(seed, pool));
  } catch (cause) {
    const words = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.send?.({ kind: 'lines', mutatedLines: 0, report: null, faults: [`crashed: ${words}`] });
  }
});
process.send?.('ready');

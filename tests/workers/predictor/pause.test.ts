import { expect, it } from 'vitest';
import { createPause } from '#workers/predictor/pause.ts';

it('ends every pause, also those that overlap', async () => {
  const pause = createPause();
  await Promise.all([pause(), pause(), pause()]);
  await expect(pause()).resolves.toBeUndefined();
});

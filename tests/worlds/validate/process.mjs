import { load } from './load.mjs';

const { module, close } = await load('/tests/worlds/validate/examine.ts');
process.on('message', async (job) => {
  if (job === null) {
    await close();
    process.disconnect();
    return;
  }
  process.send?.(module.examineJob(job));
});
process.send?.('ready');

import { fileURLToPath } from 'node:url';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { chromiumFlags, findChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const port = Number(process.env.LIGHTHOUSE_PORT ?? 4191);
const debuggingPort = port + 1;
const pages = ['/', '/help/getting-started'];
const floors = { performance: 95, accessibility: 100, 'best-practices': 95 };

const server = await preview({ root, logLevel: 'error', preview: { port, strictPort: true } });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: [...chromiumFlags, `--remote-debugging-port=${debuggingPort}`],
});

let fell = false;
try {
  for (const page of pages) {
    const result = await lighthouse(
      `http://localhost:${port}${page}`,
      { port: debuggingPort, logLevel: 'error', onlyCategories: Object.keys(floors) },
      desktopConfig,
    );
    if (!result) throw new Error(`Lighthouse gave no result for ${page}`);
    if (result.lhr.runtimeError) throw new Error(result.lhr.runtimeError.message);
    for (const [category, floor] of Object.entries(floors)) {
      const found = result.lhr.categories[category];
      const score = Math.round((found?.score ?? 0) * 100);
      console.log(`note: ${page} ${category} ${score} (at least ${floor}): ${score >= floor ? 'ok' : 'too low'}`);
      if (score >= floor) continue;
      fell = true;
      for (const { id } of found?.auditRefs ?? []) {
        const audit = result.lhr.audits[id];
        if (audit && audit.score !== null && audit.score < 1)
          console.log(`  ${id}: ${audit.title} ${audit.displayValue ?? ''}`);
      }
    }
  }
} finally {
  await browser.close();
  await server.close();
}
process.exit(fell ? 1 : 0);

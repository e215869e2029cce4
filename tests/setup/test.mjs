import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.mjs';
import { ensurePgtap } from './pgtap.mjs';
import { install, nodeProblem } from './prepare.mjs';
import { fault, notes } from './report.mjs';
import { stages } from './stages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (/** @type {string} */ line) => console.log(line);
const seconds = (/** @type {number} */ from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
if (!(await install(root, say)) || !(await ensureBrowser(say)) || !(await ensurePgtap(root, say))) process.exit(1);

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !stages.some((stage) => stage.name === name));
if (unknown) {
  console.error(`There is no stage "${unknown}". The stages are: ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const begin = performance.now();
let passed = 0;
for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const from = performance.now();
  const { code, output, count } = await stage.run(root);
  const wrong = fault(code, count);
  passed += count.passed;
  say(
    `${wrong ? '✗' : '✓'} ${stage.name.padEnd(14)} ${(wrong ?? `${count.passed} passed`).padEnd(14)} ${seconds(from)}`,
  );
  for (const note of notes(output)) say(`    ${note}`);
  if (wrong) {
    say(`\n${output.trim()}\n`);
    say(`Stopped at "${stage.name}" after ${seconds(begin)}. Again, only this stage: npm test -- "${stage.name}"`);
    say(`${passed} passed, ${Math.max(count.failed, 1)} failed`);
    process.exit(1);
  }
}
say(`All in ${seconds(begin)}.`);
say(`${passed} passed, 0 failed`);

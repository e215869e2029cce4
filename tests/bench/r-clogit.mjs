import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Fits the same rows with R's `survival::clogit`.
 *
 * @param {import('#core/stats/risk-set-moments.ts').RiskSets} sets
 * @param {string} folder for its input
 * @returns null when R with survival is not there
 */
export function fitInR({ start, rows }, folder) {
  const { columns, offset } = rows;
  const set = new Int32Array(offset.length - 1);
  const isCase = new Int32Array(set.length);
  for (let k = 0; k + 1 < start.length; k += 1) {
    set.fill(k + 1, start[k], start[k + 1]);
    isCase[start[k] ?? 0] = 1;
  }
  const write = (/** @type {string} */ name, /** @type {ArrayLike<number>} */ values) =>
    writeFileSync(join(folder, `${name}.bin`), new Uint8Array(Int32Array.from(values).buffer));
  write('columns', [columns]);
  write('offset', offset);
  write('index', rows.index.subarray(0, offset.at(-1)));
  write('set', set);
  write('case', isCase);
  const script = fileURLToPath(new URL('clogit.R', import.meta.url));
  const { status, stdout } = spawnSync('Rscript', [script, folder], { encoding: 'utf8' });
  if (status !== 0) return null;
  const [version = '', survival = '', seconds, iterations, ...numbers] = stdout
    .split('\n')
    .filter((line) => line !== '');
  const values = numbers.map(Number);
  return {
    version: `${version.replace(/ \(.*/, '')}, survival ${survival}`,
    ms: Number(seconds) * 1000,
    iterations: Number(iterations),
    beta: values.slice(0, columns),
    standardError: values.slice(columns),
  };
}

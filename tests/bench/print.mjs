export const say = (/** @type {string} */ words) => process.stdout.write(`${words}\n`);
export const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-GB');
export const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
export const times = (/** @type {number} */ ratio) => `${ratio.toFixed(2)} ×`;
/** The fastest run is the one that was disturbed least. */
export const best = (/** @type {readonly number[]} */ values) => Math.min(...values);

const shown = {
  s: (/** @type {number} */ value) => `${value.toFixed(2)} s`,
  ms: (/** @type {number} */ value) => `${value.toFixed(0)} ms`,
  MB: (/** @type {number} */ value) => `${count(value)} MB`,
  '%': (/** @type {number} */ value) => `${value.toFixed(1)} %`,
  '×': times,
  'a second': (/** @type {number} */ value) => `${value.toFixed(1)} a second`,
  '': (/** @type {number} */ value) => value.toFixed(2),
};

/**
 * Prints a figure beside its mark. A bench never fails by a figure.
 *
 * @param {string} what
 * @param {number | null} value null where it could not be measured
 * @param {'≤' | '≥'} side
 * @param {number} limit
 * @param {keyof typeof shown} unit
 */
export function mark(what, value, side, limit, unit) {
  const format = shown[unit];
  const verdict = value === null ? '' : (side === '≤' ? value <= limit : value >= limit) ? 'met' : 'not met';
  const is = value === null ? 'not measured here' : format(value);
  say(`  ${what.padEnd(62)} ${is.padStart(16)}   ${`${side} ${format(limit)}`.padEnd(16)} ${verdict}`);
}

/**
 * Prints the peak memory of a page's worker: what the page's process held at most, less what it held with the empty page.
 *
 * @param {number | null} peakMB
 * @param {number | null} emptyMB
 * @param {number} limit MB
 */
export function markMemory(peakMB, emptyMB, limit) {
  const isKnown = peakMB !== null && emptyMB !== null;
  mark('peak resident memory of the worker', isKnown ? peakMB - emptyMB : null, '≤', limit, 'MB');
  if (isKnown)
    say(`    the page’s whole process ${count(peakMB)} MB, of which Chromium with the empty page ${count(emptyMB)} MB`);
}

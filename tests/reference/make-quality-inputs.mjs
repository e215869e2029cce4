// Writes the inputs that both R and the tests read. Run: node tests/reference/make-quality-inputs.mjs
import { writeFileSync } from 'node:fs';

let state = 20261122;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};
const round = (value, digits) => Number(value.toFixed(digits));

/** Two scores of the same users, one of them better; with ties where there are few digits. */
const scores = (n, share, digits) =>
  Array.from({ length: n }, (_, i) => {
    const outcome = i < 2 ? 1 : i < 4 ? 0 : uniform() < share ? 1 : 0;
    const common = uniform();
    return {
      outcome,
      first: round((common + uniform() + 0.5 * outcome) / 3, digits),
      second: round((common + 2 * uniform() + 0.3 * outcome) / 4, digits),
    };
  });

/** Rows with flags and one number; some columns matter. */
function logistic(n, flags) {
  const beta = Array.from({ length: flags + 1 }, (_, j) => (j % 3 === 0 ? 0.9 : j % 3 === 1 ? -0.6 : 0));
  return Array.from({ length: n }, () => {
    const x = Array.from({ length: flags }, (_, j) => (uniform() < 0.15 + (0.5 * j) / flags ? 1 : 0));
    x.push(round(uniform() * 4 - 2, 4));
    const odds = x.reduce((sum, value, j) => sum + value * beta[j], -0.7);
    return { outcome: uniform() < 1 / (1 + Math.exp(-odds)) ? 1 : 0, x };
  });
}

writeFileSync(
  new URL('quality-inputs.json', import.meta.url),
  JSON.stringify({
    scores: [scores(200, 0.3, 6), scores(500, 0.1, 1), scores(40, 0.5, 2), scores(12, 0.5, 0)],
    logistic: [logistic(300, 4), logistic(800, 9)],
    ridges: [0.5, 20],
    shares: [
      [0, 10],
      [10, 10],
      [3, 40],
      [117, 1042],
      [1, 1],
    ],
  }),
);

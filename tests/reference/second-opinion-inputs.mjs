// Writes the inputs of the second opinion that both R and the tests read. Run: node tests/reference/second-opinion-inputs.mjs
import { writeFileSync } from 'node:fs';

let state = 20261122;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const round = (value, digits) => Number(value.toFixed(digits));

/** Users at risk interval by interval: [user, interval, outcome, zero-one covariates …]. Covariates switch on and stay on. */
function userIntervals(users, intervals, columns, rate) {
  const beta = Array.from({ length: columns }, (_, j) => [0.8, -0.5, 0, 0.3][j % 4]);
  const rows = [];
  for (let user = 0; user < users; user += 1) {
    const x = Array.from({ length: columns }, () => 0);
    for (let interval = 0; interval < intervals; interval += 1) {
      if (uniform() < 0.04) break;
      x.forEach((value, j) => {
        if (value === 0 && uniform() < 0.05 + 0.1 * (j / columns)) x[j] = 1;
      });
      const eta = Math.log(rate) + 0.3 * Math.sin(interval) + x.reduce((sum, value, j) => sum + value * beta[j], 0);
      const outcome = uniform() < 1 - Math.exp(-Math.exp(eta)) ? 1 : 0;
      rows.push([user, interval, outcome, ...x]);
      if (outcome === 1) break;
    }
  }
  const converters = new Set(rows.filter((row) => row[2] === 1).map((row) => row[0]));
  return { rows, weight: rows.map(([user]) => (converters.has(user) || user % 3 > 0 ? 1 : 2.5)) };
}

/** Effects: some exactly nothing, the rest normal; seen through noise of their own size. */
const effects = (n, nothing, spread, noise) =>
  Array.from({ length: n }, () => {
    const standardError = round(noise * (0.5 + uniform()), 4);
    const truth = uniform() < nothing ? 0 : spread * normal();
    return { beta: round(truth + standardError * normal(), 4), standardError };
  });

const tables = (strata, size) =>
  Array.from({ length: strata }, () => {
    const share = 0.1 + 0.6 * uniform();
    const cell = (mean) => Math.floor(mean * 2 * uniform());
    return [cell(size * share), cell(size * share * 2), cell(size * (1 - share) * 0.5), cell(size * (1 - share) * 2)];
  });

/** One case and a few controls a set: most cells are zero. */
const matched = (sets) =>
  Array.from({ length: sets }, () => {
    const controls = 1 + Math.floor(uniform() * 4);
    const withIt = Array.from({ length: controls }, () => (uniform() < 0.3 ? 1 : 0)).reduce((a, b) => a + b, 0);
    const caseHas = uniform() < 0.45 ? 1 : 0;
    return [caseHas, withIt, 1 - caseHas, controls - withIt];
  });

writeFileSync(
  new URL('second-opinion-inputs.json', import.meta.url),
  JSON.stringify({
    userIntervals: [userIntervals(180, 6, 3, 0.08), userIntervals(250, 4, 5, 0.2), userIntervals(120, 1, 2, 0.5)],
    effects: [
      effects(300, 0.8, 0.5, 0.1),
      effects(80, 1, 0, 0.2),
      effects(60, 0, 2, 0.1),
      [
        { beta: 0.4, standardError: 0.3 },
        { beta: -1.2, standardError: 0.2 },
        { beta: 0.1, standardError: 0.1 },
      ],
    ],
    tables: [tables(8, 40), tables(3, 200), tables(40, 6), matched(150)],
    proportions: [
      [0.1, 0.12, 0.05, 0.8],
      [0.031, 0.0322, 0.05, 0.8],
      [0.5, 0.6, 0.01, 0.9],
      [0.9, 0.85, 0.05, 0.8],
      [0, 0.02, 0.05, 0.8],
    ],
  }),
);

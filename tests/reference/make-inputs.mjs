// Writes the inputs that both R and the tests read. Run: node tests/reference/make-inputs.mjs
import { writeFileSync } from 'node:fs';

let state = 20261121;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};
const round = (value, digits) => Number(value.toFixed(digits));

/** Matched sets of zero-one rows; the first row of each is the case. Some columns matter, one is rare, two overlap. */
function riskSets(sets, size, columns) {
  const beta = Array.from({ length: columns }, (_, j) => (j % 3 === 0 ? 0.7 : j % 3 === 1 ? -0.4 : 0));
  return Array.from({ length: sets }, () => {
    const rows = Array.from({ length: 2 + Math.floor(uniform() * (size - 1)) }, () =>
      Array.from({ length: columns }, (_, j) => (uniform() < 0.1 + 0.5 * (j / columns) ? 1 : 0)),
    );
    for (const row of rows) if (row[0] === 1 && uniform() < 0.5) row[1] = 1;
    const weight = rows.map((row) => Math.exp(row.reduce((sum, x, j) => sum + x * beta[j], 0)));
    let draw = uniform() * weight.reduce((sum, w) => sum + w, 0);
    const chosen = weight.findIndex((w) => (draw -= w) < 0);
    return [rows[chosen], ...rows.filter((_, i) => i !== chosen)];
  });
}

const survival = (n, grid) =>
  Array.from({ length: n }, () => ({
    exit: grid === null ? round(-10 * Math.log(1 - uniform()), 6) : Math.floor(uniform() * grid),
    converted: uniform() < 0.6 ? 1 : 0,
  }));

writeFileSync(
  new URL('inputs.json', import.meta.url),
  JSON.stringify({
    pValues: [
      Array.from({ length: 60 }, () => round(uniform() ** 3, 9)),
      [0.01, 0.01, 0.02, 0.02, 0.02, 1, 1],
      [0.5],
      [],
    ],
    z: Array.from({ length: 60 }, (_, k) => round(-8 + k * 0.75, 4)),
    riskSets: [riskSets(200, 12, 5), riskSets(60, 40, 8), riskSets(400, 3, 3)],
    survival: [survival(150, null), survival(300, 12), survival(40, 4)],
  }),
);

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

/** Everybody is watched for at most `end`: most watches end there, at the moment of the last conversions. */
const endingTogether = (n, end) =>
  Array.from({ length: n }, () => {
    const exit = Math.floor(uniform() * end * 3);
    return exit < end
      ? { exit, converted: uniform() < 0.8 ? 1 : 0 }
      : { exit: end, converted: uniform() < 0.1 ? 1 : 0 };
  });

/** z-values with a slope over x, and a few real effects far out. */
const zValues = (n, slope, spread, effects) =>
  Array.from({ length: n }, (_, i) => {
    const x = round(4 * uniform() - 3, 6);
    const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const effect = i < effects ? (i % 3 === 0 ? -1 : 1) * (6 + 4 * uniform()) : 0;
    return { x, z: round(0.2 + slope * x + spread * normal + effect, 6) };
  });

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
    survival: [
      survival(150, null),
      survival(300, 12),
      survival(40, 4),
      endingTogether(120, 9),
      survival(20, null).map(({ exit }) => ({ exit, converted: 0 })),
      survival(5, null).map(() => ({ exit: 3, converted: 1 })),
      [{ exit: 2, converted: 1 }],
      [
        { exit: 2, converted: 1 },
        { exit: 5, converted: 0 },
      ],
    ],
    null: [zValues(60, 0.3, 1.3, 6), zValues(90, -0.2, 0.7, 12), zValues(201, 0, 1.1, 0), zValues(40, 0.5, 2, 3)],
    samples: [
      Array.from({ length: 1 }, () => round(uniform(), 6)),
      Array.from({ length: 10 }, () => round(uniform(), 6)),
      Array.from({ length: 57 }, () => Math.floor(uniform() * 8)),
    ],
    shares: [0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1],
  }),
);

const MOST_STEPS = 50;

/**
 * Fit the chance of an outcome to a score by Platt scaling: P = 1 / (1 + exp(−(a + b · score))).
 *
 * @param score - shape (n,), any finite numbers. @param outcome - shape (n,), 0 or 1.
 * @returns the fitted curve; with one kind of outcome only, or no spread of scores, the plain share (b = 0), by the rule of
 * succession. Cost: about 10 passes. Source: Platt (1999), with his prior-smoothed targets; Lin, Lin & Weng (2007).
 */
export function plattScaling(score: Float64Array, outcome: Uint8Array): (score: number) => number {
  const n = score.length;
  const positive = outcome.reduce((sum, one) => sum + one, 0);
  const targets = [1 / (n - positive + 2), (positive + 1) / (positive + 2)] as const;
  let a = Math.log((positive + 1) / (n - positive + 1));
  let b = 0;
  const mostSteps = positive > 0 && positive < n ? MOST_STEPS : 0;
  for (let step = 0; step < mostSteps; step += 1) {
    let ga = 0;
    let gb = 0;
    let haa = 1e-12;
    let hab = 0;
    let hbb = 1e-12;
    for (let i = 0; i < n; i += 1) {
      const x = score[i]!;
      const p = 1 / (1 + Math.exp(-(a + b * x)));
      const miss = targets[outcome[i] as 0 | 1] - p;
      const weight = p * (1 - p);
      ga += miss;
      gb += miss * x;
      haa += weight;
      hab += weight * x;
      hbb += weight * x * x;
    }
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 1e-12 * haa * hbb)) break;
    const [da, db] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    const scale = Math.min(1, 2 / Math.max(Math.abs(da), Math.abs(db), 1e-300));
    a += scale * da;
    b += scale * db;
    if (Math.abs(da) + Math.abs(db) < 1e-10) break;
  }
  return (x) => 1 / (1 + Math.exp(-(a + b * x)));
}

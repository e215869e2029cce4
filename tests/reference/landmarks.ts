import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { planCandidates } from '#core/predictor/candidates/candidates.ts';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import { chooseLandmark } from '#core/predictor/quality/landmark.ts';
import { predictOutOfFold } from '#core/predictor/quality/predict-out-of-fold.ts';
import { readExport } from './read-export.ts';

const SETS = [
  ['tldr', 'public/sample/tldr-contributors.ndjson.gz', 'Page Added', 'Page Edited', 14],
  ['stackexchange', '../shared/data/stackexchange_quantum/export.ndjson.gz', 'Signed Up', 'Question Posted', 14],
  ['fines', '../shared/data/traffic_fines/export.ndjson.gz', 'Create Fine', 'Payment', 365],
] as const;

function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Write what is known at the landmark of each real set that is here, with the folds and what we foretell. */
export function writeLandmarks(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, path, start, target, days] of SETS) {
    if (!existsSync(path)) continue;
    const input = readExport(path, start, target, days);
    const prepared = prepare(input);
    const candidates = finish(planCandidates(input, prepared));
    const landmark = chooseLandmark(prepared);
    if (!landmark) continue;
    const { features, fold, linear, trees, both } = finish(predictOutOfFold(input, prepared, candidates, landmark));
    const plain = (values: ArrayLike<number>): (number | null)[] =>
      Array.from(values, (value) => (Number.isNaN(value) ? null : value));
    writeFileSync(
      `${folder}/${name}.json`,
      JSON.stringify({
        name,
        outcome: plain(landmark.outcome),
        fold: plain(fold),
        linear: {
          columns: features.linear.columns,
          offset: plain(features.linear.offset),
          index: plain(features.linear.index),
          value: plain(features.linear.value),
        },
        trees: features.trees.map(({ label, value }) => ({ label, value: plain(value) })),
        ours: { linear: plain(linear), trees: plain(trees), both: plain(both) },
      }),
    );
  }
}

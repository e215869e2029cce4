import { expose } from 'comlink';
import { planCandidates } from '#core/predictor/candidates/candidates.ts';
import { buildDesign } from '#core/predictor/risk-sets/design.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { setsWith } from '#core/predictor/fit/joint-columns.ts';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import { sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import { RIDGE, firstColumns, screenCandidates } from '#core/predictor/fit/screen.ts';
import { selectCandidates } from '#core/predictor/fit/select.ts';
import { fitConditionalLogit } from '#core/stats/conditional-logit.ts';
import type { RiskSets } from '#core/stats/risk-set-moments.ts';
import { namedWorlds } from '#tests/worlds/named-worlds.ts';
import { simulateWorld } from '#tests/worlds/simulate-world.ts';
import { toEventTable } from '#tests/worlds/to-event-table.ts';
import { createPause } from '#workers/predictor/pause.ts';
import { createPredictor } from '#workers/predictor/create-predictor.ts';
import { denseRows, fitDense } from './dense-logit.ts';

function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The rows of the joint model, cut to the first sets. */
function jointSets(input: AnalysisInput, most: number): RiskSets {
  const prepared = prepare(input);
  const candidates = finish(planCandidates(input, prepared));
  const sampled = sampleRiskSets(prepared.cohort, input.seed);
  const sets = finish(buildDesign(input.events, prepared.cohort, sampled, candidates.plan));
  const screen = finish(screenCandidates(sets, sampled, candidates));
  const { fitted } = finish(selectCandidates(sets, candidates, screen, sampled.split));
  const q = screen.columns.behaviour;
  const { rows, start } = setsWith(sets, [...firstColumns(q), ...fitted.map((j) => q + j)]);
  const first = start.slice(0, Math.min(most + 1, start.length));
  return { start: first, rows: { ...rows, offset: rows.offset.slice(0, first.at(-1)! + 1) } };
}

function compare(sets: RiskSets) {
  const dense = denseRows(sets);
  const oursAt = performance.now();
  const ours = finish(fitConditionalLogit(sets, { ridge: RIDGE, maxIterations: 25 }));
  const peerAt = performance.now();
  const peer = fitDense(dense, sets.start, RIDGE);
  const end = performance.now();
  return {
    sets: sets.start.length - 1,
    rows: dense.length,
    parameters: sets.rows.columns,
    ours: { ms: peerAt - oursAt, iterations: ours.iterations },
    peer: { ms: end - peerAt, iterations: peer.iterations },
    largestDifference: Math.max(...ours.beta.map((value, j) => Math.abs(value - peer.beta[j]!))),
  };
}

const bench = {
  async run(users: number, peerSets: number) {
    const world = simulateWorld({ ...namedWorlds.full, users }, 7);
    const data = {
      fingerprint: 'bench',
      events: toEventTable(world),
      columns: world.columns,
      userIds: world.userIds,
    };
    const request = {
      projectId: 'bench',
      definition: {
        start: { event: world.truth.start, filters: [] },
        target: { event: world.truth.target, filters: [] },
        horizonMs: null,
        hiddenEvents: [],
        keepOutliers: false,
      },
      startRows: null,
      targetRows: null,
      rowsFingerprint: null,
      seed: 1,
      computedAt: 0,
    };
    const predictor = createPredictor({
      load: async () => data,
      pause: createPause(),
      now: () => performance.now(),
    });
    const startedAt = performance.now();
    let firstTableMs = Number.NaN;
    const outcome = await predictor.run({ ...request, jobId: 'bench' as never }, ({ preliminary }) => {
      if (preliminary) firstTableMs = performance.now() - startedAt;
    });
    const completeMs = performance.now() - startedAt;
    if (!outcome.ok) throw new Error(outcome.error.message);
    const { model, rows, flow } = outcome.value;
    return {
      events: world.time.length,
      users,
      analysed: flow.analysed,
      tableRows: rows.length,
      firstTableMs,
      completeMs,
      model,
      peer: compare(jointSets({ ...data, ...request }, peerSets)),
    };
  },
};
export type PredictorBench = typeof bench;

expose(bench);

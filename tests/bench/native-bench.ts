import { planCandidates } from '#core/predictor/candidates/candidates.ts';
import { secondOf } from '#core/predictor/cohort/cohort.ts';
import { prepare } from '#core/predictor/cohort/prepare.ts';
import { setsWith } from '#core/predictor/fit/joint-columns.ts';
import { firstColumns, screenCandidates } from '#core/predictor/fit/screen.ts';
import { selectCandidates } from '#core/predictor/fit/select.ts';
import type { AnalysisInput } from '#core/predictor/input.ts';
import { buildDesign } from '#core/predictor/risk-sets/design.ts';
import { sampleRiskSets } from '#core/predictor/risk-sets/risk-sets.ts';
import { fitConditionalLogit, type ConditionalLogitFit } from '#core/stats/conditional-logit.ts';
import { riskSetMoments, type RiskSets } from '#core/stats/risk-set-moments.ts';
import { toEventTable } from '#tests/worlds/to-event-table.ts';
import { benchWorld } from './bench-world.ts';
import { askFor } from './time-run.ts';

function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** How many behaviours were on in all the rows together, and two sums that change with any one of them. */
export interface Fingerprint {
  readonly ones: number;
  readonly first: number;
  readonly second: number;
}

/** The question that DuckDB and R are asked, too. */
export function createNativeBench(users: number) {
  const world = benchWorld(users);
  const events = toEventTable(world);
  const request = askFor('bench', world.truth.start, world.truth.target, 'bench');
  const input: AnalysisInput = {
    ...request,
    fingerprint: 'bench',
    events,
    columns: world.columns,
    userIds: world.userIds,
  };
  const prepared = prepare(input);
  const { cohort } = prepared;
  const candidates = finish(planCandidates(input, prepared));
  const sampled = sampleRiskSets(cohort, input.seed);
  const design = (): RiskSets => finish(buildDesign(events, cohort, sampled, candidates.plan));
  const sets = design();
  const screen = finish(screenCandidates(sets, sampled, candidates));
  const first = screen.columns.behaviour;

  return {
    users,
    pairs: sampled.member.length,
    sets: sampled.start.length - 1,
    columns: sets.rows.columns,
    /** Least counts that are columns, as [event, least count], in order of column. */
    behaviours: candidates.plan.behaviours.map(({ event, minCount }) => [event, minCount] as const),
    events: {
      rows: events.time.length,
      user: Int32Array.from(cohortOfRows()),
      second: Int32Array.from(events.time, secondOf),
      code: events.event,
    },
    /** Shape (pairs,): cohort number, its second of A and A's row, and the moment. */
    pair: pairColumns(),
    design,
    /** What `design` says of the behaviours, to be compared. */
    fingerprint({ rows: { offset, index } }: RiskSets): Fingerprint {
      const last = first + candidates.plan.behaviours.length;
      let [ones, one, two] = [0, 0, 0];
      for (let pair = 0; pair + 1 < offset.length; pair += 1) {
        for (let k = offset[pair]!; k < offset[pair + 1]!; k += 1) {
          const column = index[k]! - first;
          if (column < 0 || index[k]! >= last) continue;
          ones += 1;
          one += (pair % 9973) * (column + 1);
          two += (pair % 7919) * (column + 1) * (column + 1);
        }
      }
      return { ones, first: one, second: two };
    },
    /** The rows of the joint model in the first sets, without the columns that follow from others. */
    jointSets(most: number): RiskSets {
      const { fitted } = finish(selectCandidates(sets, candidates, screen, sampled.split));
      const { rows, start } = setsWith(sets, [...firstColumns(first), ...fitted.map((j) => first + j)]);
      const few = start.slice(0, Math.min(most + 1, start.length));
      const cut: RiskSets = { start: few, rows: { ...rows, offset: rows.offset.slice(0, few.at(-1)! + 1) } };
      return setsWith(cut, independentColumns(cut));
    },
    fit: (some: RiskSets): ConditionalLogitFit => finish(fitConditionalLogit(some, { ridge: 0, maxIterations: 50 })),
  };

  function* cohortOfRows(): Generator<number> {
    let i = 0;
    for (let u = 0; u < events.userCount; u += 1) {
      const isMember = cohort.user[i] === u;
      for (let at = events.userStart[u]!; at < events.userStart[u + 1]!; at += 1) yield isMember ? i : -1;
      if (isMember) i += 1;
    }
  }

  function pairColumns() {
    const moment = new Int32Array(sampled.member.length);
    for (let set = 0; set + 1 < sampled.start.length; set += 1) {
      for (let k = sampled.start[set]!; k < sampled.start[set + 1]!; k += 1)
        moment[k] = cohort.entrySecond[sampled.member[k]!]! + sampled.second[set]!;
    }
    return {
      user: Int32Array.from(sampled.member),
      entry: Int32Array.from(sampled.member, (i) => cohort.entrySecond[i]!),
      entryRow: Int32Array.from(sampled.member, (i) => cohort.entryPosition[i]!),
      moment,
    };
  }
}

/** Less information than this on a column, given those before it, and a fit without a penalty would not be one. */
const LEAST_INFORMATION = 5;

/** Columns that say something beside those before them: what is left of the information by elimination. */
function independentColumns(sets: RiskSets): number[] {
  const p = sets.rows.columns;
  const { information } = finish(riskSetMoments(sets, new Float64Array(p), null));
  const kept: number[] = [];
  for (let j = 0; j < p; j += 1) {
    if (!(information[j * p + j]! >= LEAST_INFORMATION)) continue;
    kept.push(j);
    for (let i = j + 1; i < p; i += 1) {
      const factor = information[i * p + j]! / information[j * p + j]!;
      if (factor === 0) continue;
      for (let k = j + 1; k <= i; k += 1) information[i * p + k]! -= factor * information[k * p + j]!;
    }
  }
  return kept;
}

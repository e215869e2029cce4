import { thinCurve } from './cohort/thin-curve.ts';
import { buildDesign } from './risk-sets/design.ts';
import { buildRows, overallShare, type BuiltRows } from './rows/build-rows.ts';
import { planCandidates, type Candidates } from './candidates/candidates.ts';
import type { Fitted } from './rows/draft-parts.ts';
import { FEWEST_CASES_A_PERIOD, jointEstimates, screenEstimates } from './fit/estimates.ts';
import { FEWEST_OUTCOMES, METHOD, type AnalysisInput } from './input.ts';
import { fitJoint, modelWithin, type Joint, type PartModel } from './fit/joint.ts';
import { prepare, type Prepared } from './cohort/prepare.ts';
import type { ModelCard, ResultDocument } from './result.ts';
import { sampleRiskSets, type SampledRiskSets } from './risk-sets/risk-sets.ts';
import { screenCandidates, type Screen } from './fit/screen.ts';
import { selectCandidates } from './fit/select.ts';
import { verdictOf } from './words/verdict.ts';

/** Where an analysis stands. `preliminary` is set once, when the screen is done. */
export interface AnalysisStep {
  readonly stage: 'cohort' | 'risk-sets' | 'screen' | 'fit' | 'finish';
  readonly fraction: number;
  readonly preliminary: ResultDocument | null;
}

const at = (
  stage: AnalysisStep['stage'],
  fraction: number,
  preliminary: ResultDocument | null = null,
): AnalysisStep => ({
  stage,
  fraction,
  preliminary,
});

/**
 * Answer a scenario: cohort, horizon, risk sets, screen, joint model, claims, words.
 *
 * A generator so that it can be interrupted and shown: it yields a step at each stage and within the long ones.
 * Equal inputs give an equal result. Method: docs in the README beside this file.
 *
 * @throws PteroError `scenario/unknown-event`, `scenario/nobody`.
 */
export function* analyse(input: AnalysisInput): Generator<AnalysisStep, ResultDocument> {
  yield at('cohort', 0);
  const prepared = prepare(input);
  yield at('cohort', 0.05);
  const candidates = planCandidates(input, prepared);
  const reason = whyOnlyDescribe(input, prepared);
  if (reason !== null) {
    const built = buildRows(input, prepared, candidates, null);
    return documentOf(input, prepared, built, {
      stage: 'complete',
      claim: { kind: 'describe-only', reason },
      model: null,
    });
  }
  yield at('risk-sets', 0.1);
  const sampled = sampleRiskSets(prepared.cohort, input.seed);
  const sets = yield* during(
    buildDesign(input.events, prepared.cohort, sampled, candidates.plan),
    at('risk-sets', 0.15),
  );
  const screen = yield* during(screenCandidates(sets, sampled, candidates), at('screen', 0.25));
  const selection = selectCandidates(sets, candidates, screen, sampled.split);
  const first: Fitted = {
    screen,
    selection,
    estimates: screenEstimates(candidates, screen, selection, prepared.cohort.converted),
  };
  const look = buildRows(input, prepared, candidates, first);
  yield at(
    'fit',
    0.4,
    documentOf(input, prepared, look, {
      stage: 'screen',
      claim: { kind: 'ranked' },
      model: cardOf(look, sampled, screen, first, null, candidates),
    }),
  );
  const joint = yield* during(fitJoint(sets, screen, selection), at('fit', 0.5));
  const parts = yield* during(fitParts(joint, prepared, sampled, candidates), at('finish', 0.85));
  const fitted: Fitted = {
    screen,
    selection: joint.selection,
    estimates: jointEstimates(candidates, screen, joint, prepared.cohort.converted, parts),
  };
  const built = buildRows(input, prepared, candidates, fitted);
  return documentOf(input, prepared, built, {
    stage: 'complete',
    claim: { kind: 'ranked' },
    model: cardOf(built, sampled, screen, fitted, joint, candidates),
  });
}

/** Run a long step, passing on its pauses as the given stage. */
function* during<T>(work: Generator<undefined, T>, step: AnalysisStep): Generator<AnalysisStep, T> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield step;
  }
}

function whyOnlyDescribe(input: AnalysisInput, { cohort, converted }: Prepared): string | null {
  const not = cohort.user.length - converted;
  if (converted < FEWEST_OUTCOMES) {
    return `Only ${people(converted)} reached ${input.definition.target.event} in time; ${FEWEST_OUTCOMES} are needed before a ranking can be trusted.`;
  }
  if (not < FEWEST_OUTCOMES) {
    return `Only ${people(not)} had not reached ${input.definition.target.event}; ${FEWEST_OUTCOMES} are needed to compare with.`;
  }
  return null;
}

function* fitParts(
  joint: Joint,
  { cohort }: Prepared,
  sampled: SampledRiskSets,
  { plan, periodNames }: Candidates,
): Generator<undefined, { early: PartModel; late: PartModel; months: { month: string; model: PartModel }[] }> {
  const caseEntries = Float64Array.from(
    sampled.second.keys(),
    (set) => cohort.entrySecond[sampled.member[sampled.start[set]!]!]!,
  );
  const middle = caseEntries.sort()[Math.floor(caseEntries.length / 2)]!;
  const within = (belongs: (i: number) => boolean): Uint8Array =>
    Uint8Array.from(sampled.member, (i) => (belongs(i) ? 1 : 0));
  const early = yield* modelWithin(
    joint,
    within((i) => cohort.entrySecond[i]! < middle),
  );
  const late = yield* modelWithin(
    joint,
    within((i) => cohort.entrySecond[i]! >= middle),
  );
  const months: { month: string; model: PartModel }[] = [];
  for (let period = 0; period < plan.periods; period += 1) {
    const model = yield* modelWithin(
      joint,
      within((i) => plan.period[i] === period),
    );
    if (model.cases >= FEWEST_CASES_A_PERIOD) months.push({ month: periodNames[period]!, model });
  }
  return { early, late, months: months.sort((a, b) => (a.month < b.month ? -1 : 1)) };
}

function cardOf(
  built: BuiltRows,
  sampled: SampledRiskSets,
  screen: Screen,
  fitted: Fitted,
  joint: Joint | null,
  candidates: Candidates,
): ModelCard {
  const model = joint?.fit ?? screen.nuisance;
  const notes: string[] = [];
  if (!sampled.split)
    notes.push('Too few conversions to search how many times it takes: every behaviour is tried as once or more.');
  if (sampled.second.length < candidates.facts.converted) {
    notes.push(
      `${sampled.second.length} of ${candidates.facts.converted} conversions were drawn at random; more would hardly narrow the intervals.`,
    );
  }
  if (!model.converged) notes.push('The fit had not fully settled; take the intervals as approximate.');
  return {
    method: METHOD,
    cases: sampled.second.length,
    controlsPerCase: sampled.controlsPerCase,
    riskSetRows: sampled.member.length,
    candidatesTried: built.tried,
    candidatesFitted: joint ? fitted.selection.fitted.length : 0,
    parameters: joint ? joint.sets.rows.columns : screen.columns.behaviour,
    iterations: model.iterations,
    converged: model.converged,
    nullDeviance: -2 * screen.baseLogLikelihood,
    deviance: -2 * model.logLikelihood,
    calibration: built.calibration,
    expectedFalse: built.expectedFalse,
    notes,
  };
}

function documentOf(
  input: AnalysisInput,
  prepared: Prepared,
  built: BuiltRows,
  { stage, claim, model }: Pick<ResultDocument, 'stage' | 'claim' | 'model'>,
): ResultDocument {
  const { cohort, curve } = prepared;
  const times = cohort.exit.filter((_, i) => cohort.converted[i] === 1).sort();
  const timeAt = (share: number): number | null =>
    times.length === 0 ? null : times[Math.floor((times.length - 1) * share)]! * 1000;
  const last = curve.share.length - 1;
  const { start, target } = input.definition;
  return {
    version: 2,
    stage,
    definition: input.definition,
    projectId: input.projectId,
    fingerprint: input.fingerprint,
    seed: input.seed,
    computedAt: input.computedAt,
    dataFromMs: prepared.dataFromMs,
    dataToMs: prepared.dataToMs,
    claim,
    horizonMs: prepared.horizonMs,
    horizonFrom: input.definition.horizonMs === null ? 'data' : 'user',
    flow: {
      entrants: prepared.entrants,
      setAside: prepared.setAside,
      analysed: cohort.user.length,
      converted: prepared.converted,
      stillOpen: prepared.stillOpen,
      notConverted: cohort.user.length - prepared.converted - prepared.stillOpen,
    },
    conversion: {
      share: overallShare(prepared),
      low: last < 0 ? 0 : finite(curve.low[last]!, 0),
      high: last < 0 ? 0 : finite(curve.high[last]!, 1),
    },
    quarterMs: timeAt(0.25),
    medianMs: timeAt(0.5),
    curve: thinCurve(curve, prepared.horizonMs, cohort.user.length),
    verdict:
      claim.kind === 'ranked'
        ? verdictOf(built.rows, start.event, target.event, built.expectedFalse, timeAt(0.5))
        : [claim.reason],
    rows: built.rows,
    model,
    quality: null,
  };
}

const people = (n: number): string => (n === 1 ? '1 person' : `${n} people`);

const finite = (value: number, otherwise: number): number => (Number.isFinite(value) ? value : otherwise);

import { PteroError } from '../../errors/ptero-error.ts';
import type { ScenarioEvent } from '../../scenario/definition.ts';
import { kaplanMeier, type SurvivalCurve } from '../../stats/kaplan-meier.ts';
import { passesFor } from '../passes/local-passes.ts';
import type { CohortWindow, Entered, Passes, Pause } from '../passes/passes.ts';
import { cutAtHorizon, secondOf, type Entrants } from './cohort.ts';
import { dataSpan } from './data-span.ts';
import { chooseHorizon } from './horizon.ts';
import type { AnalysisInput } from '../input.ts';
import type { FlowCount } from '../result.ts';
import type { Tally } from './tally.ts';

/** The cohort of a scenario, counted and cut at its horizon. */
export interface Prepared {
  /** What is asked of where the events are, from here on of this window. */
  readonly passes: Passes;
  readonly window: CohortWindow;
  readonly targetCode: number;
  readonly dataFromMs: number;
  readonly dataToMs: number;
  readonly entrants: number;
  readonly setAside: readonly FlowCount[];
  readonly cohort: Entrants;
  readonly horizonMs: number;
  /** Kaplan–Meier over the cut cohort, in seconds. */
  readonly curve: SurvivalCurve;
  readonly converted: number;
  readonly stillOpen: number;
  readonly tally: Tally;
}

/** `prepareInSteps` in one go. */
export function prepare(input: AnalysisInput): Prepared {
  const steps = prepareInSteps(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Find the cohort, set aside who does not belong, choose the horizon, and count who did what. Yields now and then.
 *
 * @throws PteroError `scenario/unknown-event` or `scenario/nobody`, with the event's name.
 * Cost: a few passes over the table.
 */
export function* prepareInSteps(input: AnalysisInput): Generator<Pause, Prepared> {
  codeOf(input, input.definition.start);
  const targetCode = codeOf(input, input.definition.target);
  const { dataFromMs, dataToMs } = dataSpan(input);
  yield;
  const passes = passesFor(input);
  const entered = yield* passes.entrants();
  const everybody = entered.entrants;
  if (everybody.user.length === 0) {
    throw new PteroError({
      code: 'scenario/nobody',
      message: `nobody did "${input.definition.start.event}" with these filters`,
      details: { event: input.definition.start.event },
    });
  }
  yield;
  const { chosen, setAside } = setAsideOutliers(input, entered);
  yield;
  const whole = cutAtHorizon(everybody, chosen, Number.POSITIVE_INFINITY);
  const horizonMs = input.definition.horizonMs ?? chooseHorizon(kaplanMeier(whole.exit, whole.converted));
  yield;
  const horizon = horizonMs / 1000;
  const cohort = cutAtHorizon(everybody, chosen, horizon);
  const converted = cohort.converted.reduce((sum, one) => sum + one, 0);
  let stillOpen = 0;
  cohort.exit.forEach((exit, i) => {
    if (cohort.converted[i] === 0 && exit < horizon) stillOpen += 1;
  });
  const curve = kaplanMeier(cohort.exit, cohort.converted);
  yield;
  const window: CohortWindow = { cohort, horizonSeconds: horizon, dataEndSecond: secondOf(dataToMs) };
  return {
    passes,
    window,
    targetCode,
    dataFromMs,
    dataToMs,
    entrants: input.drawn?.entrants ?? everybody.user.length,
    setAside,
    cohort,
    horizonMs,
    curve,
    converted,
    stillOpen,
    tally: yield* passes.tally(window),
  };
}

function codeOf(input: AnalysisInput, end: ScenarioEvent): number {
  const code = input.events.eventNames.indexOf(end.event);
  if (code < 0) {
    throw new PteroError({
      code: 'scenario/unknown-event',
      message: `no event is called "${end.event}" in this project`,
      details: { event: end.event },
    });
  }
  return code;
}

function setAsideOutliers(
  input: AnalysisInput,
  { entrants: everybody, bots, isShared }: Entered,
): { chosen: Uint32Array; setAside: FlowCount[] } {
  const notDrawn = (input.drawn?.entrants ?? 0) - everybody.user.length;
  const counts = { 'not-drawn': Math.max(0, notDrawn), 'converted-before': 0, 'empty-or-shared-id': 0, bot: 0 };
  const chosen: number[] = [];
  everybody.user.forEach((_, i) => {
    if (everybody.before[i] === 1) counts['converted-before'] += 1;
    else if (!input.definition.keepOutliers && isShared(i)) counts['empty-or-shared-id'] += 1;
    else if (!input.definition.keepOutliers && bots[i] === 1) counts.bot += 1;
    else chosen.push(i);
  });
  const setAside = (['not-drawn', 'converted-before', 'empty-or-shared-id', 'bot'] as const)
    .map((reason) => ({ reason, users: counts[reason] }))
    .filter(({ users }) => users > 0);
  return { chosen: Uint32Array.from(chosen), setAside };
}

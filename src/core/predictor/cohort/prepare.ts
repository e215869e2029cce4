import { PteroError } from '../../errors/ptero-error.ts';
import type { ScenarioEvent } from '../../scenario/definition.ts';
import { kaplanMeier, type SurvivalCurve } from '../../stats/kaplan-meier.ts';
import { cutAtHorizon, findEntrants, passesOf, secondOf, type Entrants, type EventMatch } from './cohort.ts';
import { chooseHorizon } from './horizon.ts';
import type { EventTable } from '../event-table.ts';
import type { AnalysisInput } from '../input.ts';
import { findBots, isSharedId } from './outliers.ts';
import type { FlowCount } from '../result.ts';
import { tallyEvents, type Tally } from './tally.ts';
import { userKeys } from './user-keys.ts';

/** The cohort of a scenario, counted and cut at its horizon. */
export interface Prepared {
  readonly startCode: number;
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
export function* prepareInSteps(input: AnalysisInput): Generator<undefined, Prepared> {
  const { events } = input;
  const start = matchOf(input, input.definition.start, input.startRows);
  const target = matchOf(input, input.definition.target, input.targetRows);
  const { dataFromMs, dataToMs } = input.drawn ?? input.span ?? timesOf(events);
  const dataEnd = secondOf(dataToMs);
  yield;
  const everybody = findEntrants(events, start, target, dataEnd, userKeys(input));
  if (everybody.user.length === 0) {
    throw new PteroError({
      code: 'scenario/nobody',
      message: `nobody did "${input.definition.start.event}" with these filters`,
      details: { event: input.definition.start.event },
    });
  }
  yield;
  const { chosen, setAside } = yield* setAsideOutliers(input, everybody);
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
  return {
    startCode: start.code,
    targetCode: target.code,
    dataFromMs,
    dataToMs,
    entrants: input.drawn?.entrants ?? everybody.user.length,
    setAside,
    cohort,
    horizonMs,
    curve,
    converted,
    stillOpen,
    tally: yield* tallyEvents(events, cohort, horizon, dataEnd),
  };
}

/** The first and the last moment of the table, from the first and the last event of each user. */
function timesOf({ userStart, time }: EventTable): { dataFromMs: number; dataToMs: number } {
  let dataFromMs = Infinity;
  let dataToMs = -Infinity;
  for (let u = 0; u + 1 < userStart.length; u += 1) {
    if (userStart[u] === userStart[u + 1]) continue;
    dataFromMs = Math.min(dataFromMs, time[userStart[u]!]!);
    dataToMs = Math.max(dataToMs, time[userStart[u + 1]! - 1]!);
  }
  return { dataFromMs, dataToMs };
}

function matchOf(input: AnalysisInput, end: ScenarioEvent, rows: Uint32Array | null): EventMatch {
  const code = input.events.eventNames.indexOf(end.event);
  if (code < 0) {
    throw new PteroError({
      code: 'scenario/unknown-event',
      message: `no event is called "${end.event}" in this project`,
      details: { event: end.event },
    });
  }
  return { code, passes: passesOf(input.events, rows) };
}

function* setAsideOutliers(
  input: AnalysisInput,
  everybody: Entrants,
): Generator<undefined, { chosen: Uint32Array; setAside: FlowCount[] }> {
  const bots = yield* findBots(input.events, everybody.user);
  const notDrawn = (input.drawn?.entrants ?? 0) - everybody.user.length;
  const counts = { 'not-drawn': Math.max(0, notDrawn), 'converted-before': 0, 'empty-or-shared-id': 0, bot: 0 };
  const chosen: number[] = [];
  everybody.user.forEach((user, i) => {
    if (everybody.before[i] === 1) counts['converted-before'] += 1;
    else if (!input.definition.keepOutliers && isSharedId(input.userIds[user] ?? '')) counts['empty-or-shared-id'] += 1;
    else if (!input.definition.keepOutliers && bots[i] === 1) counts.bot += 1;
    else chosen.push(i);
  });
  const setAside = (['not-drawn', 'converted-before', 'empty-or-shared-id', 'bot'] as const)
    .map((reason) => ({ reason, users: counts[reason] }))
    .filter(({ users }) => users > 0);
  return { chosen: Uint32Array.from(chosen), setAside };
}

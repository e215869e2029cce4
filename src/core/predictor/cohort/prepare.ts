import { PteroError } from '../../errors/ptero-error.ts';
import type { ScenarioEvent } from '../../scenario/definition.ts';
import { kaplanMeier, type SurvivalCurve } from '../../stats/kaplan-meier.ts';
import { cutAtHorizon, findEntrants, passesOf, secondOf, type Entrants, type EventMatch } from './cohort.ts';
import { chooseHorizon } from './horizon.ts';
import type { AnalysisInput } from '../input.ts';
import { findBots, isSharedId } from './outliers.ts';
import type { FlowCount } from '../result.ts';
import { tallyEvents, type Tally } from './tally.ts';

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

/**
 * Find the cohort, set aside who does not belong, choose the horizon, and count who did what.
 *
 * @throws PteroError `scenario/unknown-event` or `scenario/nobody`, with the event's name.
 * Cost: a few passes over the table.
 */
export function prepare(input: AnalysisInput): Prepared {
  const { events } = input;
  const start = matchOf(input, input.definition.start, input.startRows);
  const target = matchOf(input, input.definition.target, input.targetRows);
  let dataFromMs = Infinity;
  let dataToMs = -Infinity;
  for (const time of events.time) {
    if (time < dataFromMs) dataFromMs = time;
    if (time > dataToMs) dataToMs = time;
  }
  const dataEnd = secondOf(dataToMs);
  const everybody = findEntrants(events, start, target, dataEnd);
  if (everybody.user.length === 0) {
    throw new PteroError({
      code: 'scenario/nobody',
      message: `nobody did "${input.definition.start.event}" with these filters`,
      details: { event: input.definition.start.event },
    });
  }
  const { chosen, setAside } = setAsideOutliers(input, everybody);
  const whole = cutAtHorizon(everybody, chosen, Number.POSITIVE_INFINITY);
  const horizonMs = input.definition.horizonMs ?? chooseHorizon(kaplanMeier(whole.exit, whole.converted));
  const horizon = horizonMs / 1000;
  const cohort = cutAtHorizon(everybody, chosen, horizon);
  const converted = cohort.converted.reduce((sum, one) => sum + one, 0);
  let stillOpen = 0;
  cohort.exit.forEach((exit, i) => {
    if (cohort.converted[i] === 0 && exit < horizon) stillOpen += 1;
  });
  return {
    startCode: start.code,
    targetCode: target.code,
    dataFromMs,
    dataToMs,
    entrants: everybody.user.length,
    setAside,
    cohort,
    horizonMs,
    curve: kaplanMeier(cohort.exit, cohort.converted),
    converted,
    stillOpen,
    tally: tallyEvents(events, cohort, horizon, dataEnd),
  };
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

function setAsideOutliers(input: AnalysisInput, everybody: Entrants): { chosen: Uint32Array; setAside: FlowCount[] } {
  const bots = findBots(input.events, everybody.user);
  const counts = { 'converted-before': 0, 'empty-or-shared-id': 0, bot: 0 };
  const chosen: number[] = [];
  everybody.user.forEach((user, i) => {
    if (everybody.before[i] === 1) counts['converted-before'] += 1;
    else if (!input.definition.keepOutliers && isSharedId(input.userIds[user] ?? '')) counts['empty-or-shared-id'] += 1;
    else if (!input.definition.keepOutliers && bots[i] === 1) counts.bot += 1;
    else chosen.push(i);
  });
  const setAside = (['converted-before', 'empty-or-shared-id', 'bot'] as const)
    .map((reason) => ({ reason, users: counts[reason] }))
    .filter(({ users }) => users > 0);
  return { chosen: Uint32Array.from(chosen), setAside };
}

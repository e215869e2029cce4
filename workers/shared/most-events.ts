import { PteroError } from '#core/errors/ptero-error.ts';

/** What an import and an analysis hold in memory for each event at their peak, text dictionaries included. */
const BYTES_AN_EVENT = 80;
/** A tab gets no more than about half of a computer's memory. */
const SHARE = 0.5;
/** Where the browser does not tell. Those that do never say more than this or 32. */
const USUAL_GB = 8;

/** Events that one project can hold in this browser. */
export function mostEvents(
  memoryGB = (globalThis.navigator as { deviceMemory?: number } | undefined)?.deviceMemory ?? USUAL_GB,
): number {
  return Math.floor((memoryGB * 1e9 * SHARE) / BYTES_AN_EVENT);
}

const millions = (events: number): string =>
  events < 1e6 ? events.toLocaleString('en-GB') : `${Number((events / 1e6).toPrecision(3))} million`;

/** The least sample of users, one in so many, of which that many events fit with room to grow. */
function sampleThatFits(events: number, most: number): number {
  let oneIn = 2;
  while (events / oneIn > 0.8 * most && oneIn < 1024) oneIn *= 2;
  return oneIn;
}

/**
 * The refusal of more events than fit. `what` says what holds so many, as the beginning of a sentence; `events` are those
 * of all users. A sample that would fit is in its details as `oneIn`.
 */
export function tooManyEvents(what: string, events: number, most: number): PteroError {
  const oneIn = sampleThatFits(events, most);
  return new PteroError({
    code: 'import/too-large',
    message: `${what} about ${millions(events)} events, and a project in this browser can hold about ${millions(most)}. Export fewer days at a time, or only the events you want to ask about; or import 1 in ${oneIn} users as a new project, and every count is of that sample. What was stored before is unchanged.`,
    details: { events, most, oneIn },
  });
}

import { PteroError } from '#core/errors/ptero-error.ts';

/**
 * What an analysis holds in memory at its peak for each event and for each of its properties' cells, texts included: 2.15 GB
 * for 20 million events of nine properties. An import holds less.
 */
const BYTES_AN_EVENT = 80;
const BYTES_A_CELL = 3;
/** So many properties on every event are taken for granted when events are refused. */
const USUAL_PROPERTIES = 10;
/** A tab gets no more than about half of a computer's memory. */
const SHARE = 0.5;
/** Where the browser does not tell. Those that do never say more than this or 32. */
const USUAL_GB = 8;

const toldGB = (): number => (globalThis.navigator as { deviceMemory?: number } | undefined)?.deviceMemory ?? USUAL_GB;

/** Events that one project can hold in this browser. */
export function mostEvents(memoryGB = toldGB()): number {
  return Math.floor((memoryGB * 1e9 * SHARE) / (BYTES_AN_EVENT + USUAL_PROPERTIES * BYTES_A_CELL));
}

/** Cells of properties that an analysis of so many events can hold beside them. */
export function mostCells(events: number, memoryGB = toldGB()): number {
  return Math.max(0, Math.floor((memoryGB * 1e9 * SHARE - events * BYTES_AN_EVENT) / BYTES_A_CELL));
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

import type { ScenarioDefinition } from '#core/scenario/definition.ts';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** The days of the data as one short range: `1 Jun – 20 Nov 2026`. */
export const describeDays = (fromMs: number, toMs: number): string =>
  day.formatRange(fromMs, toMs).replace(/\s*–\s*/, ' – ');

/** The same two ends, filters included: an answer to one is about the same people as an answer to the other. */
export const sameQuestion = (a: ScenarioDefinition, b: ScenarioDefinition): boolean =>
  JSON.stringify([a.start, a.target]) === JSON.stringify([b.start, b.target]);

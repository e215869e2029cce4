import { tablePositions } from '../candidates/table-positions.ts';
import { scanProperties } from '../candidates/scan-properties.ts';
import { findEntrants, passesOf, secondOf, type EventMatch } from '../cohort/cohort.ts';
import { dataSpan } from '../cohort/data-span.ts';
import { medianLeads } from '../cohort/lead-times.ts';
import { findBots, isSharedId } from '../cohort/outliers.ts';
import { tallyEvents } from '../cohort/tally.ts';
import { userKeys } from '../cohort/user-keys.ts';
import type { AnalysisInput } from '../input.ts';
import type { Feature } from '../quality/feature-columns.ts';
import { countHistory } from '../quality/history.ts';
import { numbersAtEntry } from '../quality/numbers-at-entry.ts';
import { buildDesign } from '../risk-sets/design.ts';
import type { Passes } from './passes.ts';

/** The passes over a table that is here. Cost: as each of the functions named says. */
export function localPasses(input: AnalysisInput): Passes {
  const { events, columns, definition, startRows, targetRows, userIds, memo } = input;
  const matchOf = (name: string, rows: Uint32Array | null): EventMatch => ({
    code: events.eventNames.indexOf(name),
    passes: passesOf(events, rows),
  });
  return {
    *entrants() {
      const start = matchOf(definition.start.event, startRows);
      const target = matchOf(definition.target.event, targetRows);
      const dataEnd = secondOf(dataSpan(input).dataToMs);
      yield;
      const entrants = findEntrants(events, start, target, dataEnd, userKeys(input));
      yield;
      const bots = yield* findBots(events, entrants.user);
      return { entrants, bots, isShared: (i) => isSharedId(userIds[entrants.user[i]!] ?? '') };
    },
    tally: ({ cohort, horizonSeconds, dataEndSecond }) => tallyEvents(events, cohort, horizonSeconds, dataEndSecond),
    *properties({ cohort }, facts, target) {
      const positions = yield* tablePositions(events, cohort);
      yield;
      const cells = new Uint32Array(events.eventNames.length);
      for (let at = 0; at < positions.event.length; at += 1) {
        const event = positions.event[at]!;
        if (event >= 0) cells[event]! += 1;
      }
      return yield* scanProperties(events, columns, cohort, positions, { ...facts, cells }, target, memo);
    },
    moments: ({ cohort }, moments, plan) => buildDesign(events, cohort, moments, plan),
    *history({ cohort }, landmark, wanted, isActivity) {
      yield;
      return countHistory(events, cohort, landmark, wanted, isActivity);
    },
    *numbers({ cohort }, properties, member) {
      yield;
      return columns
        .filter(({ name }) => properties.has(name))
        .flatMap((column): Feature[] => {
          const value = numbersAtEntry(events, column, cohort, member);
          return value ? [{ label: column.name, value }] : [];
        });
    },
    leads: ({ cohort }, wanted) => medianLeads(events, cohort, wanted),
  };
}

/** The passes of an input: over its own table, or of the engine that holds the events. */
export const passesFor = (input: AnalysisInput): Passes => input.elsewhere ?? localPasses(input);

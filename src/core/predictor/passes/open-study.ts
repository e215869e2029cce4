import { shownCodes } from '../cohort/merge-table.ts';
import { compareTexts } from '../canonical/orders.ts';
import { secondOf } from '../cohort/cohort.ts';
import type { AnalysisInput } from '../input.ts';
import type { ScenarioDefinition } from '../../scenario/definition.ts';
import { askedPasses } from './asked-passes.ts';
import type { StudyQuestions } from './questions.ts';

/** The part of an input that comes from where the events are. */
export type Study = Pick<
  AnalysisInput,
  | 'events'
  | 'columns'
  | 'userIds'
  | 'fingerprint'
  | 'startRows'
  | 'targetRows'
  | 'span'
  | 'sample'
  | 'leftOut'
  | 'memo'
  | 'drawn'
  | 'elsewhere'
>;

/** What is known of an engine's data before a scenario is asked. */
export interface Known {
  readonly fingerprint: string;
  readonly events: readonly { readonly name: string; readonly firstTimeMs: number; readonly lastTimeMs: number }[];
  readonly properties: readonly { readonly name: string }[];
}

/**
 * Begin a scenario over events that stay where they are: names are here, rows are not.
 *
 * @param most - of more people than this, those with the smallest hashes of their ids.
 */
export async function openStudy(
  questions: StudyQuestions,
  known: Known,
  definition: ScenarioDefinition,
  most: number,
): Promise<Study> {
  const names = known.events.map(({ name }) => name).sort(compareTexts);
  const shown = [...shownCodes(names, definition.mergedEvents).codeOf];
  const asked = { definition, most, names, shown };
  const dataFromMs = Math.min(...known.events.map(({ firstTimeMs }) => firstTimeMs));
  const dataToMs = Math.max(...known.events.map(({ lastTimeMs }) => lastTimeMs));
  const people = await questions.people(asked);
  const properties = known.properties.map(({ name }) => name);
  return {
    events: {
      eventNames: names,
      userCount: 0,
      userStart: new Uint32Array(1),
      time: new Float64Array(),
      event: new Uint32Array(),
      row: new Uint32Array(),
    },
    columns: [],
    userIds: [],
    fingerprint: known.fingerprint,
    startRows: null,
    targetRows: null,
    drawn: { dataFromMs, dataToMs, entrants: people.entrants },
    elsewhere: askedPasses(questions, asked, people, properties, secondOf(dataToMs)),
  };
}

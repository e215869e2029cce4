import { isTransportProperty } from '../../mixpanel/transport-properties.ts';
import { propertyAtEntry } from '../candidates/attributes.ts';
import { isSteady, LARGEST_SHARE, type EventFacts, type EventValue } from '../candidates/event-values.ts';
import { wonFromChanges } from '../candidates/follows-target.ts';
import { createScan, type ScannedProperties } from '../candidates/scan-properties.ts';
import { encodeValues } from '../candidates/value-codes.ts';
import { areMeasured } from '../candidates/value-tally.ts';
import type { Entrants } from '../cohort/cohort.ts';
import { compareTexts } from '../canonical/orders.ts';
import { columnAtStart } from './asked-column.ts';
import { chooseValues, type TriedEventValue } from './asked-values.ts';
import { kept } from './keep.ts';
import type { Pause } from './passes.ts';
import type { Asked, CohortRule, StudyQuestions, TriedValue } from './questions.ts';

/** What later passes need of the properties: numbers as of A by property, and what the server calls each value tried. */
export interface ScannedValues {
  readonly numbers: ReadonlyMap<string, (member: Uint32Array) => Float64Array | null>;
  readonly tried: ReadonlyMap<EventValue, TriedValue>;
}

/** `scanProperties` from what an engine counted. @param names - all properties of the data. */
export function* scanAsked(
  questions: StudyQuestions,
  asked: Asked,
  rule: CohortRule,
  cohort: Entrants,
  names: readonly string[],
  { facts, target }: { readonly facts: EventFacts; readonly target: string },
): Generator<Pause, ScannedValues & { readonly properties: ScannedProperties }> {
  const wanted = names.filter((name) => !isTransportProperty(name)).sort(compareTexts);
  const atStart = byProperty(yield* kept(questions.valuesAtStart(asked, rule)));
  const steady = new Map((yield* kept(questions.steadiness(asked, rule))).map((one) => [one.property, one]));
  const changes = byProperty(
    yield* kept(
      questions.valueChanges(
        asked,
        rule,
        wanted.filter((name) => atStart.has(name)),
      ),
    ),
  );
  const told = wanted.filter((name) => {
    const one = steady.get(name);
    return one !== undefined && !isSteady(one.names, one.repeats, one.same);
  });
  const events = [...facts.eligible.keys()].filter((event) => facts.eligible[event] === 1);
  const most = events.map((event) => LARGEST_SHARE * facts.cells[event]!);
  const values = yield* kept(questions.eventValues(asked, rule, told, events, most));
  const measured = values.filter(({ numbers, seen }) => areMeasured(numbers, seen));
  const ranges = yield* kept(questions.ranges(asked, rule, measured));
  const found = chooseValues(values, ranges, facts);
  const scan = createScan(target);
  const numbers = new Map<string, (member: Uint32Array) => Float64Array | null>();
  for (const name of wanted) {
    const { column, cells, cameTo, numbersOf } = columnAtStart(
      name,
      cohort,
      atStart.get(name) ?? [],
      changes.get(name) ?? [],
    );
    numbers.set(name, numbersOf);
    const codes = yield* encodeValues(column);
    const property = propertyAtEntry(codes, cells, cohort.converted);
    const levels = property.attributes.map((attribute, k) =>
      changes.has(name) ? wonFromChanges(cameTo, attribute, property.levelOf[k]!) : null,
    );
    scan.add(name, property, levels, found.of(name));
    yield;
  }
  return { numbers, tried: triedOf(found.tried), properties: scan.done() };
}

const triedOf = (tried: readonly TriedEventValue[]): ReadonlyMap<EventValue, TriedValue> =>
  new Map(tried.map(({ value, asked }) => [value, asked]));

function byProperty<T extends { readonly property: string }>(all: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const own = groups.get(one.property) ?? [];
    groups.set(one.property, own);
    own.push(one);
  }
  return groups;
}

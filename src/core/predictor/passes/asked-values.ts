import {
  type EventFacts,
  type EventValue,
  LARGEST_SHARE,
  MOST_VALUES,
  type PropertyValues,
  whyUntried,
} from '../candidates/event-values.ts';
import { rangeTexts } from '../candidates/number-ranges.ts';
import { FEWEST_TO_LIST, MOST_LISTED_A_PROPERTY, type ShelvedValue } from '../candidates/shelved-values.ts';
import { areMeasured } from '../candidates/value-tally.ts';
import { distinctTexts, memberText, type ValueText, valueText } from '../candidates/value-text.ts';
import { type PropertyColumn, ValueTag } from '../event-table.ts';
import { FEWEST_USERS } from '../input.ts';
import type { CountedValue, RangesOfEvent, TriedValue, ValuesOfEvent } from './questions.ts';

/** A value that is tried, and what the server is to look for. */
export interface TriedEventValue {
  readonly value: EventValue;
  readonly asked: TriedValue;
}

/** The values of all events by property, as `eventValuesOf` gives them. */
export interface ChosenValues {
  readonly tried: readonly TriedEventValue[];
  of(property: string): PropertyValues;
}

type Kind = CountedValue & { readonly range?: number };

/** Choose which values are tried and which are listed. @param values - by event, ascending. */
export function chooseValues(
  values: readonly ValuesOfEvent[],
  ranges: readonly RangesOfEvent[],
  facts: EventFacts,
): ChosenValues {
  const rangesOf = new Map(ranges.map((one) => [`${one.event} ${one.property}`, one]));
  const all: TriedEventValue[] = [];
  const found = new Map<string, { values: EventValue[]; shelved: ShelvedValue[]; unlisted: number }>();
  for (const one of values) {
    const cut = areMeasured(one.numbers, one.seen) ? rangesOf.get(`${one.event} ${one.property}`)! : null;
    const { tried, listed, rest } = cut
      ? choose(cut.ranges, cut.ranges, cut.ranges.length, one.event, facts)
      : choose(one.commonest, one.widest, one.seen, one.event, facts);
    const texts = cut
      ? textsOfRanges([...tried, ...listed], cut.cuts)
      : distinctTexts([...tried, ...listed].map(textOf));
    const sofar = found.get(one.property) ?? { values: [], shelved: [], unlisted: 0 };
    found.set(one.property, sofar);
    sofar.unlisted += rest;
    listed.forEach((kind, k) =>
      sofar.shelved.push({
        event: one.event,
        property: one.property,
        value: texts[tried.length + k]!,
        users: kind.users,
        converted: kind.converted,
        placement: whyUntried(kind.users, kind.count, one.event, facts),
      }),
    );
    tried.forEach((kind, k) => {
      const { event, property } = one;
      const value: EventValue = {
        event,
        property,
        value: texts[k]!,
        positions: new Uint32Array(),
        doers: new Uint32Array(),
        users: kind.users,
        convertedUsers: kind.converted,
        watched: { users: kind.watched, converted: kind.watchedConverted },
      };
      sofar.values.push(value);
      all.push({ value, asked: { event, property, kind: kind.kind, cuts: cut?.cuts ?? null, range: kind.range ?? 0 } });
    });
  }
  const none: PropertyValues = { values: [], shelved: [], unlisted: 0 };
  return { tried: all, of: (property) => found.get(property) ?? none };
}

/** Both lists come in order of first appearance where equal. */
function choose(
  byCount: readonly Kind[],
  byUsers: readonly Kind[],
  seen: number,
  event: number,
  facts: EventFacts,
): { tried: Kind[]; listed: Kind[]; rest: number } {
  const tried = byCount
    .filter(({ count }) => count >= FEWEST_USERS && count <= LARGEST_SHARE * facts.cells[event]!)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_VALUES)
    .filter(({ users }) => facts.place(users).shelf === 'ranked');
  const isTried = (kind: Kind): boolean => tried.some((one) => one.kind === kind.kind && one.range === kind.range);
  const listed = byUsers
    .filter((kind) => kind.users >= FEWEST_TO_LIST && !isTried(kind))
    .toSorted((a, b) => b.users - a.users)
    .slice(0, MOST_LISTED_A_PROPERTY);
  return { tried, listed, rest: seen - tried.length - listed.length };
}

function textsOfRanges(kinds: readonly Kind[], cuts: readonly number[]): string[] {
  const texts = rangeTexts(cuts);
  return kinds.map(({ range }) => texts[range!]!);
}

function textOf({ value, isMember }: CountedValue): ValueText {
  const parsed: unknown = JSON.parse(value);
  if (isMember) return memberText(parsed);
  const cell = (tag: number, number: number, text = ''): PropertyColumn => ({
    name: '',
    position: Uint32Array.of(0),
    tag: Uint8Array.of(tag),
    value: Float64Array.of(number),
    strings: [text],
  });
  if (typeof parsed === 'number') return valueText(cell(ValueTag.number, parsed), 0);
  if (typeof parsed === 'boolean') return valueText(cell(parsed ? ValueTag.true : ValueTag.false, 0), 0);
  return typeof parsed === 'string'
    ? valueText(cell(ValueTag.string, 0, parsed), 0)
    : valueText(cell(ValueTag.json, 0, value), 0);
}

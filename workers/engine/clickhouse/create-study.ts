import type { EventTally, RangesOfEvent, StudyQuestions } from '#core/predictor/passes/questions.ts';
import type { Connection } from './connect.ts';
import { count } from './read-catalogue.ts';
import {
  BEFORE,
  beforeOf,
  BY_THEN,
  byThenOf,
  collect,
  type Collected,
  countedValues,
  numbersOf,
  PEOPLE,
  peopleOf,
  text,
  textsOf,
} from './read-study.ts';
import { beforeStatement, byThenStatement } from './sql/moments.ts';
import type { Statement } from './sql/parameters.ts';
import {
  eventValuesStatement,
  rangesStatement,
  steadinessStatement,
  valueChangesStatement,
  valuesAtStartStatement,
} from './sql/properties.ts';
import { entrantsStatement, peopleStatement, tallyStatement } from './sql/study.ts';

/** The questions of an analysis, asked of a table. The server counts; what comes are counts. */
export function createStudy(connection: Connection, table: string, signal: AbortSignal): StudyQuestions {
  const rowsOf = (statement: Statement) => connection.rows(statement, signal);
  const gather = async (statement: Statement, into: Collected): Promise<Collected> => {
    for await (const batch of connection.batches(statement, signal)) into.add(batch);
    return into;
  };
  return {
    async people(asked) {
      const [counted] = await rowsOf(entrantsStatement(table, asked));
      return peopleOf(await gather(peopleStatement(table, asked), collect(PEOPLE)), count(counted!['entrants']));
    },
    async tally(asked, rule) {
      const rows = await rowsOf(tallyStatement(table, asked, rule));
      return rows.map((row): EventTally => {
        const one = (name: string): number => count(row[name]);
        return {
          event: one('event'),
          users: numbersOf(row['users']),
          convertedUsers: numbersOf(row['convertedUsers']),
          leads: numbersOf(row['leads']),
          onWay: one('onWay'),
          lastBefore: one('lastBefore'),
          lead: one('lead'),
          doers: one('doers'),
          onlyAfter: one('onlyAfter'),
          plainWith: one('plainWith'),
          plainConverted: one('plainConverted'),
          cells: one('cells'),
        };
      });
    },
    async valuesAtStart(asked, rule) {
      const rows = await rowsOf(valuesAtStartStatement(table, asked, rule));
      return rows.map((row) => ({
        property: text(row['property']),
        text: text(row['text']),
        hash: text(row['hash']),
        people: Uint32Array.from(numbersOf(row['people'])),
      }));
    },
    async valueChanges(asked, rule, properties) {
      if (properties.length === 0) return [];
      const rows = await rowsOf(valueChangesStatement(table, asked, rule, properties));
      return rows.map((row) => ({
        property: text(row['property']),
        person: count(row['person']),
        repeats: count(row['repeats']),
        same: count(row['same']),
        values: textsOf(row['values']),
        withTarget: Uint8Array.from(numbersOf(row['withTarget'])),
      }));
    },
    async steadiness(asked, rule) {
      const rows = await rowsOf(steadinessStatement(table, asked, rule));
      return rows.map((row) => ({
        property: text(row['property']),
        repeats: count(row['repeats']),
        same: count(row['same']),
        names: count(row['names']),
      }));
    },
    async eventValues(asked, rule, properties, events, most) {
      if (properties.length === 0 || events.length === 0) return [];
      const rows = await rowsOf(eventValuesStatement(table, asked, rule, properties, events, most));
      return rows.map((row) => ({
        event: count(row['event']),
        property: text(row['property']),
        seen: count(row['seen']),
        numbers: count(row['numbers']),
        commonest: countedValues(row, 'commonest'),
        widest: countedValues(row, 'widest'),
      }));
    },
    async ranges(asked, rule, of) {
      if (of.length === 0) return [];
      const found = new Map<string, RangesOfEvent>();
      for (const row of await rowsOf(rangesStatement(table, asked, rule, of))) {
        const [event, property] = [count(row['event']), text(row['property'])];
        const key = `${event} ${property}`;
        const range = {
          range: count(row['range']),
          value: '',
          kind: '',
          count: count(row['n']),
          users: count(row['users']),
          converted: count(row['converted']),
          watched: count(row['watchers']),
          watchedConverted: count(row['watchersWon']),
          isMember: false,
        };
        const sofar = found.get(key) ?? { event, property, cuts: numbersOf(row['cuts']), ranges: [] };
        found.set(key, { ...sofar, ranges: [...sofar.ranges, range] });
      }
      return [...found.values()];
    },
    async before(asked, rule, moments, counted) {
      return beforeOf(await gather(beforeStatement(table, asked, rule, moments, counted), collect(BEFORE, ['on'])));
    },
    async byThen(asked, rule, people, second, counted) {
      const statement = byThenStatement(table, asked, rule, people, second, counted);
      return byThenOf(await gather(statement, collect(BY_THEN, ['event', 'count'])));
    },
  };
}

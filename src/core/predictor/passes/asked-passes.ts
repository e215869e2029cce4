import { shownCodes } from '../cohort/merge-table.ts';
import type { EventValue } from '../candidates/event-values.ts';
import { botsAmong } from '../cohort/outliers.ts';
import { COUNTS } from '../input.ts';
import type { Feature } from '../quality/feature-columns.ts';
import { historyOf } from './asked-history.ts';
import { askedBefore, designRows } from './asked-moments.ts';
import { scanAsked, type ScannedValues } from './asked-properties.ts';
import { tallyOf } from './asked-tally.ts';
import { entrantsOf } from './asked-entrants.ts';
import { kept } from './keep.ts';
import type { CohortWindow, Passes } from './passes.ts';
import type { Asked, CohortRule, EventTally, People, StudyQuestions, TriedValue } from './questions.ts';

/**
 * The passes over events that stay where they are: each is a question or two, and what comes are counts.
 *
 * @param people - everybody drawn. @param propertyNames - all properties of the data.
 */
export function askedPasses(
  questions: StudyQuestions,
  asked: Asked,
  people: People,
  propertyNames: readonly string[],
  dataEndSecond: number,
): Passes {
  const { names } = shownCodes(asked.names, asked.definition.mergedEvents);
  let bots: readonly number[] = [];
  let tallied: readonly EventTally[] = [];
  let scanned: ScannedValues = { numbers: new Map(), tried: new Map() };
  const ruleOf = ({ horizonSeconds }: CohortWindow): CohortRule => ({ bots, horizonSeconds, dataEndSecond });
  const triedOf = (value: EventValue): TriedValue => scanned.tried.get(value)!;
  return {
    *entrants() {
      const isBot = yield* botsAmong(people.events, people.days, (i) => people.bursts[i] === 1);
      bots = [...isBot.keys()].filter((i) => isBot[i] === 1);
      return { entrants: entrantsOf(people, dataEndSecond), bots: isBot, isShared: (i) => people.shared[i] === 1 };
    },
    *tally(window) {
      tallied = yield* kept(questions.tally(asked, ruleOf(window)));
      return tallyOf(tallied, names.length, window);
    },
    *properties(window, facts, target) {
      const cells = new Uint32Array(names.length);
      for (const one of tallied) cells[one.event] = one.cells;
      const answer = yield* scanAsked(questions, asked, ruleOf(window), window.cohort, propertyNames, {
        facts: { ...facts, cells },
        target,
      });
      scanned = answer;
      return answer.properties;
    },
    *moments(window, moments, plan) {
      const { wanted, counted } = askedBefore(window.cohort, moments, plan, triedOf);
      const before = yield* kept(questions.before(asked, ruleOf(window), wanted, counted));
      return designRows(window.cohort, moments, plan, before);
    },
    *history(window, landmark, wanted, isActivity) {
      const person = Uint32Array.from(landmark.member, (i) => window.cohort.user[i]!);
      const activity = [...isActivity.keys()].filter((event) => isActivity[event] === 1);
      const counted = { events: wanted, activity };
      const answer = yield* kept(questions.byThen(asked, ruleOf(window), person, landmark.second, counted));
      return historyOf(answer, person, wanted);
    },
    *numbers(_, properties, member) {
      yield;
      return [...scanned.numbers].flatMap(([label, numbersOf]): Feature[] => {
        const value = properties.has(label) ? numbersOf(member) : null;
        return value ? [{ label, value }] : [];
      });
    },
    *leads(_, wanted) {
      yield;
      const leads = new Map<number, number>();
      const byEvent = new Map(tallied.map((one) => [one.event, one.leads]));
      for (const [event, n] of wanted) {
        const lead = byEvent.get(event)?.[COUNTS.findIndex((count) => count === n)] ?? Number.NaN;
        if (!Number.isNaN(lead)) leads.set(event, 1000 * lead);
      }
      return leads;
    },
  };
}

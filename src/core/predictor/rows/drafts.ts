import type { Candidates } from '../candidates/candidates.ts';
import type { EventValue } from '../candidates/event-values.ts';
import { draftAttributes } from './draft-attributes.ts';
import { placementOf, plainCounts, twinsOf, UNFITTED, type Draft, type Fitted } from './draft-parts.ts';
import { COUNTS, type AnalysisInput } from '../input.ts';
import { plainOddsRatio, plainOver, type PlainCounts } from './plain-odds-ratio.ts';
import type { Prepared } from '../cohort/prepare.ts';

/** Draft a row for every candidate, ranked or not. Cost: O(candidates + attributes × users). */
export function draftRows(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
): Draft[] {
  return [
    ...draftBehaviours(input, prepared, candidates, fitted),
    ...draftValues(input, prepared, candidates, fitted),
    ...draftAttributes(input, prepared, candidates, fitted),
    ...draftShelved(input, candidates),
  ];
}

function draftBehaviours(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
): Draft[] {
  const { tally } = prepared;
  const { behaviours } = candidates.plan;
  const shownOf = new Map(
    fitted?.selection.shown.filter((j) => j < behaviours.length).map((j) => [behaviours[j]!.event, j]),
  );
  return candidates.placement.flatMap((place, event): Draft[] => {
    if (place === null) return [];
    const j = shownOf.get(event) ?? null;
    const minCount = j === null ? 1 : behaviours[j]!.minCount;
    const level = event * COUNTS.length + COUNTS.findIndex((n) => n === minCount);
    const placement =
      place.shelf !== 'ranked' ? place : fitted && j !== null ? placementOf(input, candidates, fitted, j) : UNFITTED;
    return [
      {
        kind: 'behaviour',
        event: input.events.eventNames[event]!,
        property: null,
        value: null,
        minCount,
        placement,
        users: tally.users[level]!,
        converted: tally.convertedUsers[level]!,
        plain: tally.users[event * COUNTS.length] === 0 ? null : plainOf(prepared, event),
        effect: placement.shelf === 'ranked' && j !== null ? fitted!.estimates.candidate.get(j)! : null,
        replicated: j === null ? null : (fitted?.estimates.replicated?.candidate.get(j) ?? null),
        candidate: j,
        twins: fitted && j !== null ? twinsOf(input, candidates, fitted, j) : [],
      },
    ];
  });
}

function plainOf(prepared: Prepared, event: number): number {
  const { tally } = prepared;
  const { population, users, converted } = plainCounts(prepared);
  return population === 'watched'
    ? plainOddsRatio(tally.plainWith[event]!, tally.plainConverted[event]!, users, converted)
    : plainOddsRatio(
        tally.users[event * COUNTS.length]!,
        tally.convertedUsers[event * COUNTS.length]!,
        users,
        converted,
      );
}

function draftValues(input: AnalysisInput, prepared: Prepared, candidates: Candidates, fitted: Fitted | null): Draft[] {
  const { behaviours, values } = candidates.plan;
  const plain = plainCounts(prepared);
  return values.map((value, k) => {
    const j = behaviours.length + k;
    const placement = fitted ? placementOf(input, candidates, fitted, j) : UNFITTED;
    return {
      kind: 'event_property',
      event: input.events.eventNames[value.event]!,
      property: value.property,
      value: value.value,
      minCount: 1,
      placement,
      users: value.users,
      converted: value.convertedUsers,
      plain: plainOfValue(plain, prepared, value),
      effect: placement.shelf === 'ranked' ? fitted!.estimates.candidate.get(j)! : null,
      replicated: fitted?.estimates.replicated?.candidate.get(j) ?? null,
      candidate: j,
      twins: fitted ? twinsOf(input, candidates, fitted, j) : [],
    };
  });
}

function plainOfValue(plain: PlainCounts, prepared: Prepared, value: EventValue): number {
  if (!value.watched) return plainOver(plain, prepared.cohort.converted, value.doers);
  return plain.population === 'watched'
    ? plainOddsRatio(value.watched.users, value.watched.converted, plain.users, plain.converted)
    : plainOddsRatio(value.users, value.convertedUsers, plain.users, plain.converted);
}

/** Values that are not tried: counts and the reason. */
const draftShelved = (input: AnalysisInput, candidates: Candidates): Draft[] =>
  candidates.shelvedValues.map(({ event, property, value, users, converted, placement }) => ({
    kind: event === null ? 'attribute' : 'event_property',
    event: event === null ? null : input.events.eventNames[event]!,
    property,
    value,
    minCount: event === null ? null : 1,
    placement,
    users,
    converted,
    plain: null,
    effect: null,
    replicated: null,
    candidate: null,
    twins: [],
  }));

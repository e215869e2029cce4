import { countLevels, type Candidates } from './candidates.ts';
import type { Estimates, LogEffect } from './estimates.ts';
import { COUNTS, FEWEST_OUTCOMES, type AnalysisInput } from './input.ts';
import { plainOddsRatio, plainOver, type PlainCounts } from './plain-odds-ratio.ts';
import type { Prepared } from './prepare.ts';
import type { CandidateKind } from './result.ts';
import type { Screen } from './screen.ts';
import type { Selection } from './select.ts';
import { placeBySupport, RANKED, type Placement } from './shelves.ts';

/** A row before claims and words. */
export interface Draft {
  readonly kind: CandidateKind;
  readonly event: string | null;
  readonly property: string | null;
  readonly value: string | null;
  readonly minCount: number | null;
  readonly placement: Placement;
  readonly users: number;
  readonly converted: number;
  readonly plain: number | null;
  /** Null on shelves. */
  readonly effect: LogEffect | null;
  readonly replicated: boolean | null;
  /** Candidate number, for its curves; null for attributes and events never tried. */
  readonly candidate: number | null;
  readonly twins: readonly string[];
}

/** What was fitted, or null when nothing was (describe only). */
export interface Fitted {
  readonly screen: Screen;
  readonly selection: Selection;
  readonly estimates: Estimates;
}

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
    ...draftAttributes(prepared, candidates, fitted),
  ];
}

const UNFITTED: Placement = { shelf: 'rare', reason: 'Too few conversions in this scenario to rank anything.' };

/** Label of a candidate for the line that names twins. */
function labelOf(input: AnalysisInput, candidates: Candidates, j: number): string {
  const { behaviours, values } = candidates.plan;
  const behaviour = behaviours[j];
  if (behaviour) return input.events.eventNames[behaviour.event]!;
  const value = values[j - behaviours.length]!;
  return `${input.events.eventNames[value.event]!} where ${value.property} = ${value.value}`;
}

function placementOf(input: AnalysisInput, candidates: Candidates, fitted: Fitted, j: number): Placement {
  const { selection } = fitted;
  if (selection.prerequisites.has(j)) {
    return {
      shelf: 'prerequisite',
      reason:
        'A prerequisite: nearly every converter had done it, most others at the same moment had not. The model is fitted without it.',
    };
  }
  const twin = selection.twinOf.get(j);
  if (twin !== undefined) {
    return { shelf: 'duplicate', reason: `Goes with ${labelOf(input, candidates, twin)} nearly always; shown there.` };
  }
  return RANKED;
}

const twinsOf = (input: AnalysisInput, candidates: Candidates, fitted: Fitted, j: number): string[] =>
  [...fitted.selection.twinOf].filter(([, head]) => head === j).map(([twin]) => labelOf(input, candidates, twin));

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

function plainCounts({ tally, cohort, converted }: Prepared): PlainCounts {
  return tally.plainConversions >= FEWEST_OUTCOMES
    ? { users: tally.plainUsers, converted: tally.plainConversions, counts: tally.watched }
    : { users: cohort.user.length, converted, counts: new Uint8Array(cohort.user.length).fill(1) };
}

function plainOf(prepared: Prepared, event: number): number {
  const { tally } = prepared;
  const { users, converted } = plainCounts(prepared);
  return converted === tally.plainConversions
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
      plain: plainOver(plain, prepared.cohort.converted, (i) => value.doers.has(i)),
      effect: placement.shelf === 'ranked' ? fitted!.estimates.candidate.get(j)! : null,
      replicated: fitted?.estimates.replicated?.candidate.get(j) ?? null,
      candidate: j,
      twins: fitted ? twinsOf(input, candidates, fitted, j) : [],
    };
  });
}

function draftAttributes(prepared: Prepared, candidates: Candidates, fitted: Fitted | null): Draft[] {
  const { facts, plan } = candidates;
  const { converted } = prepared.cohort;
  const plain = plainCounts(prepared);
  const fittedRows = plan.attributes.flatMap((attribute, a) => {
    const counts = countLevels(attribute, converted);
    return attribute.levels.map((value, level): Draft => {
      const support = placeBySupport(counts.users[level]!, facts);
      const effect = fitted?.estimates.level[a]![level] ?? null;
      const isMirror = effect === null || (attribute.levels.length === 2 && level === attribute.reference);
      const placement: Placement = !fitted
        ? UNFITTED
        : isMirror
          ? { shelf: 'duplicate', reason: `Only the other side of the other values of ${attribute.property}.` }
          : support;
      const twins = candidates.attributeTwins.filter(({ of }) => of === attribute.property);
      return {
        kind: 'attribute',
        event: null,
        property: attribute.property,
        value,
        minCount: null,
        placement,
        users: counts.users[level]!,
        converted: counts.converted[level]!,
        plain: plainOver(plain, converted, (i) => attribute.level[i] === level),
        effect: placement.shelf === 'ranked' ? effect : null,
        replicated: fitted?.estimates.replicated?.level[a]![level] ?? null,
        candidate: null,
        twins: twins.map((twin) => twin.attribute.property),
      };
    });
  });
  const twinRows = candidates.attributeTwins.flatMap(({ attribute, of }) => {
    const counts = countLevels(attribute, converted);
    return attribute.levels.map((value, level): Draft => ({
      kind: 'attribute',
      event: null,
      property: attribute.property,
      value,
      minCount: null,
      placement: { shelf: 'duplicate', reason: `Goes with ${of} nearly always; shown there.` },
      users: counts.users[level]!,
      converted: counts.converted[level]!,
      plain: plainOver(plain, converted, (i) => attribute.level[i] === level),
      effect: null,
      replicated: null,
      candidate: null,
      twins: [],
    }));
  });
  return [...fittedRows, ...twinRows];
}

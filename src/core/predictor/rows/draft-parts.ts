import type { ProfileKind } from '../../mixpanel/profile-properties.ts';
import type { Candidates } from '../candidates/candidates.ts';
import type { LogEffect } from '../fit/combination.ts';
import type { Estimates } from '../fit/estimates.ts';
import { FEWEST_OUTCOMES, type AnalysisInput } from '../input.ts';
import type { PlainCounts } from './plain-odds-ratio.ts';
import type { Prepared } from '../cohort/prepare.ts';
import type { CandidateKind } from '../result.ts';
import type { Screen } from '../fit/screen.ts';
import type { Selection } from '../fit/select.ts';
import { RANKED, type Placement } from '../candidates/shelves.ts';
import { conditionText } from '../words/derived-values.ts';

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
  /** An attribute from user profiles. */
  readonly profile?: ProfileKind;
}

/** What was fitted, or null when nothing was (describe only). */
export interface Fitted {
  readonly screen: Screen;
  readonly selection: Selection;
  readonly estimates: Estimates;
}

/** Where everything goes when nothing was fitted. */
export const UNFITTED: Placement = { shelf: 'rare', reason: 'Too few conversions in this scenario to rank anything.' };

/** A candidate's name in one line. */
export function candidateName(input: AnalysisInput, candidates: Candidates, j: number): string {
  const { behaviours, values, levels } = candidates.plan;
  const behaviour = behaviours[j];
  if (behaviour) return input.events.eventNames[behaviour.event]!;
  const value = values[j - behaviours.length];
  if (!value) {
    const { attribute, level } = levels[j - behaviours.length - values.length]!;
    return conditionText(attribute.property, attribute.levels[level]!);
  }
  return `${input.events.eventNames[value.event]!} where ${conditionText(value.property, value.value)}`;
}

/** Where a tried candidate goes after selection: prerequisite, duplicate, or ranked. */
export function placementOf(input: AnalysisInput, candidates: Candidates, fitted: Fitted, j: number): Placement {
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
    return {
      shelf: 'duplicate',
      reason: `Goes with ${candidateName(input, candidates, twin)} nearly always; shown there.`,
    };
  }
  return RANKED;
}

/** Names of the near-duplicates shown with a candidate. */
export const twinsOf = (input: AnalysisInput, candidates: Candidates, fitted: Fitted, j: number): string[] =>
  [...fitted.selection.twinOf].filter(([, head]) => head === j).map(([twin]) => candidateName(input, candidates, twin));

/** Over users whose whole window was watched, or over all where those are too few to say anything. */
export function plainCounts({ tally, cohort, converted }: Prepared): PlainCounts {
  return tally.plainConversions >= FEWEST_OUTCOMES
    ? { population: 'watched', users: tally.plainUsers, converted: tally.plainConversions, counts: tally.watched }
    : { population: 'all', users: cohort.user.length, converted, counts: new Uint8Array(cohort.user.length).fill(1) };
}

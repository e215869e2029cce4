import type { Attribute } from '../candidates/attributes.ts';
import { countLevels, type Candidates } from '../candidates/candidates.ts';
import { placementOf, plainCounts, twinsOf, UNFITTED, type Draft, type Fitted } from './draft-parts.ts';
import type { AnalysisInput } from '../input.ts';
import { plainOver, type PlainCounts } from './plain-odds-ratio.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { placeBySupport, type Placement } from '../candidates/shelves.ts';

/** Draft a row for every level of every attribute: fitted, tried by itself, or shown with another. */
export function draftAttributes(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
): Draft[] {
  const { converted } = prepared.cohort;
  const plain = plainCounts(prepared);
  return [
    ...candidates.plan.attributes.flatMap((attribute, a) =>
      draftFitted(candidates, fitted, attribute, a, converted, plain),
    ),
    ...candidates.plan.levels.map(({ attribute, level }, k): Draft => {
      const j = candidates.plan.behaviours.length + candidates.plan.values.length + k;
      const placement = fitted ? placementOf(input, candidates, fitted, j) : UNFITTED;
      return {
        ...levelFacts(attribute, level, converted, plain),
        placement,
        effect: placement.shelf === 'ranked' ? fitted!.estimates.candidate.get(j)! : null,
        replicated: fitted?.estimates.replicated?.candidate.get(j) ?? null,
        candidate: j,
        twins: fitted ? twinsOf(input, candidates, fitted, j) : [],
      };
    }),
    ...candidates.attributeTwins.flatMap(({ attribute, of }) =>
      attribute.levels.map((_, level): Draft => ({
        ...levelFacts(attribute, level, converted, plain),
        placement: { shelf: 'duplicate', reason: `Goes with ${of} nearly always; shown there.` },
        effect: null,
        replicated: null,
        candidate: null,
        twins: [],
      })),
    ),
  ];
}

function draftFitted(
  candidates: Candidates,
  fitted: Fitted | null,
  attribute: Attribute,
  a: number,
  converted: Uint8Array,
  plain: PlainCounts,
): Draft[] {
  const { users } = countLevels(attribute, converted);
  const twins = candidates.attributeTwins.filter(({ of }) => of === attribute.property);
  return attribute.levels.map((_, level): Draft => {
    const effect = fitted?.estimates.level[a]![level] ?? null;
    const isMirror = effect === null || (attribute.levels.length === 2 && level === attribute.reference);
    const placement: Placement = !fitted
      ? UNFITTED
      : isMirror
        ? { shelf: 'duplicate', reason: `Only the other side of the other values of ${attribute.property}.` }
        : placeBySupport(users[level]!, candidates.facts);
    return {
      ...levelFacts(attribute, level, converted, plain),
      placement,
      effect: placement.shelf === 'ranked' ? effect : null,
      replicated: fitted?.estimates.replicated?.level[a]![level] ?? null,
      candidate: null,
      twins: twins.map((twin) => twin.attribute.property),
    };
  });
}

function levelFacts(
  attribute: Attribute,
  level: number,
  converted: Uint8Array,
  plain: PlainCounts,
): Pick<Draft, 'kind' | 'event' | 'property' | 'value' | 'minCount' | 'users' | 'converted' | 'plain'> {
  const counts = countLevels(attribute, converted);
  return {
    kind: 'attribute',
    event: null,
    property: attribute.property,
    value: attribute.levels[level]!,
    minCount: null,
    users: counts.users[level]!,
    converted: counts.converted[level]!,
    plain: plainOver(plain, converted, (i) => attribute.level[i] === level),
  };
}

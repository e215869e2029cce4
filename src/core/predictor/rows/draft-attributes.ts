import { attributeName, countLevels, type Attribute } from '../candidates/attributes.ts';
import type { Candidates } from '../candidates/candidates.ts';
import { isMirror } from '../candidates/share-attributes.ts';
import { placeBySupport, type Placement } from '../candidates/shelves.ts';
import type { Prepared } from '../cohort/prepare.ts';
import { hasTrend, upperLevels } from '../fit/level-contrast.ts';
import type { AnalysisInput } from '../input.ts';
import { EACH_RANGE_HIGHER } from '../words/derived-values.ts';
import { placementOf, plainCounts, twinsOf, UNFITTED, type Draft, type Fitted } from './draft-parts.ts';
import { plainOver, type PlainCounts } from './plain-odds-ratio.ts';

/**
 * Draft a row for every level of every attribute: fitted, tried by itself, shown with another, or perhaps a result of B; and
 * one for the trend of every fitted number.
 */
export function draftAttributes(
  input: AnalysisInput,
  prepared: Prepared,
  candidates: Candidates,
  fitted: Fitted | null,
): Draft[] {
  const { converted } = prepared.cohort;
  const plain = plainCounts(prepared);
  const shelved = (attribute: Attribute, placement: Placement): Draft[] =>
    shownLevels(attribute).map((level) => ({
      ...levelFacts(attribute, [level], converted, plain),
      value: attribute.levels[level]!,
      placement,
      effect: null,
      replicated: null,
      candidate: null,
      twins: [],
    }));
  return [
    ...candidates.plan.attributes.flatMap((attribute, a) =>
      draftFitted(candidates, fitted, attribute, a, converted, plain),
    ),
    ...candidates.plan.levels.map(({ attribute, level }, k): Draft => {
      const j = candidates.plan.behaviours.length + candidates.plan.values.length + k;
      const placement = fitted ? placementOf(input, candidates, fitted, j) : UNFITTED;
      return {
        ...levelFacts(attribute, [level], converted, plain),
        value: attribute.levels[level]!,
        placement,
        effect: placement.shelf === 'ranked' ? fitted!.estimates.candidate.get(j)! : null,
        replicated: fitted?.estimates.replicated?.candidate.get(j) ?? null,
        candidate: j,
        twins: fitted ? twinsOf(input, candidates, fitted, j) : [],
      };
    }),
    ...candidates.attributeTwins.flatMap(({ attribute, of }) =>
      shelved(attribute, { shelf: 'duplicate', reason: `Goes with ${of} nearly always; shown there.` }),
    ),
    ...candidates.attributesWon.flatMap(({ attribute, placement }) => shelved(attribute, placement)),
  ];
}

/** Numbers of the levels that have a row: of a yes/no attribute only "yes". */
const shownLevels = ({ levels, isMember }: Attribute): number[] => (isMember ? [0] : [...levels.keys()]);

function draftFitted(
  candidates: Candidates,
  fitted: Fitted | null,
  attribute: Attribute,
  a: number,
  converted: Uint8Array,
  plain: PlainCounts,
): Draft[] {
  const { users } = countLevels(attribute, converted);
  const twins = candidates.attributeTwins
    .filter(({ of }) => of === attributeName(attribute))
    .map((twin) => attributeName(twin.attribute));
  const draft = (effectAt: number, levels: readonly number[], value: string): Draft => {
    const effect = fitted?.estimates.level[a]![effectAt] ?? null;
    const facts = levelFacts(attribute, levels, converted, plain);
    const placement: Placement = !fitted
      ? UNFITTED
      : effect === null || isMirror(attribute, effectAt)
        ? { shelf: 'duplicate', reason: `Only the other side of the other values of ${attribute.property}.` }
        : placeBySupport(facts.users, candidates.facts);
    return {
      ...facts,
      value,
      placement,
      effect: placement.shelf === 'ranked' ? effect : null,
      replicated: fitted?.estimates.replicated?.level[a]![effectAt] ?? null,
      candidate: null,
      twins,
    };
  };
  return [
    ...shownLevels(attribute).map((level) => draft(level, [level], attribute.levels[level]!)),
    ...(hasTrend(attribute) ? [draft(attribute.levels.length, upperLevels(attribute, users), EACH_RANGE_HIGHER)] : []),
  ];
}

/** Who has one of some levels of an attribute. */
function levelFacts(
  attribute: Attribute,
  levels: readonly number[],
  converted: Uint8Array,
  plain: PlainCounts,
): Pick<Draft, 'kind' | 'event' | 'property' | 'minCount' | 'users' | 'converted' | 'plain' | 'profile'> {
  const having: number[] = [];
  let won = 0;
  attribute.level.forEach((level, i) => {
    if (!levels.includes(level)) return;
    having.push(i);
    won += converted[i]!;
  });
  return {
    kind: 'attribute',
    event: null,
    property: attribute.property,
    minCount: null,
    users: having.length,
    converted: won,
    plain: plainOver(plain, converted, having),
    ...(attribute.profile && { profile: attribute.profile }),
  };
}

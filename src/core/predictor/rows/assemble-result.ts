import type { Prepared } from '../cohort/prepare.ts';
import { thinCurve } from '../cohort/thin-curve.ts';
import type { AnalysisInput } from '../input.ts';
import type { ResultDocument, ResultRow } from '../result.ts';
import { verdictOf } from '../words/verdict.ts';
import { overallShare } from './build-rows.ts';
import type { GradedDrafts } from './grade-drafts.ts';

const MOST_NAMED = 8;

/** Put a result together: who took part, the curve, the rows, how far to trust them. */
export function assembleResult(
  input: AnalysisInput,
  prepared: Prepared,
  rows: readonly ResultRow[],
  { expectedFalse }: Pick<GradedDrafts, 'expectedFalse'>,
  { stage, claim, model, quality }: Pick<ResultDocument, 'stage' | 'claim' | 'model' | 'quality'>,
): ResultDocument {
  const { cohort, curve } = prepared;
  const times = cohort.exit.filter((_, i) => cohort.converted[i] === 1).sort();
  const timeAt = (share: number): number | null =>
    times.length === 0 ? null : times[Math.floor((times.length - 1) * share)]! * 1000;
  const last = curve.share.length - 1;
  const { start, target } = input.definition;
  return {
    version: 2,
    stage,
    definition: input.definition,
    projectId: input.projectId,
    fingerprint: input.fingerprint,
    seed: input.seed,
    computedAt: input.computedAt,
    ...(input.sample && { sample: input.sample }),
    dataFromMs: prepared.dataFromMs,
    dataToMs: prepared.dataToMs,
    claim,
    horizonMs: prepared.horizonMs,
    horizonFrom: input.definition.horizonMs === null ? 'data' : 'user',
    flow: {
      entrants: prepared.entrants,
      setAside: prepared.setAside,
      analysed: cohort.user.length,
      converted: prepared.converted,
      stillOpen: prepared.stillOpen,
      notConverted: cohort.user.length - prepared.converted - prepared.stillOpen,
    },
    conversion: {
      share: overallShare(prepared),
      low: last < 0 ? 0 : finite(curve.low[last]!, 0),
      high: last < 0 ? 0 : finite(curve.high[last]!, 1),
    },
    quarterMs: timeAt(0.25),
    medianMs: timeAt(0.5),
    curve: thinCurve(curve, prepared.horizonMs, cohort.user.length),
    verdict:
      claim.kind === 'ranked'
        ? verdictOf(rows, start.event, target.event, expectedFalse, timeAt(0.5), quality)
        : [claim.reason],
    rows,
    model: model && { ...model, notes: [...model.notes, ...leftOutNote(input.leftOut ?? [])] },
    quality,
  };
}

function leftOutNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const listed = `${names.slice(0, MOST_NAMED).join(', ')}${more}`;
  return [
    `Not tried, since this browser’s memory would not hold them beside so many events: ${listed}. In a project of fewer days, or of a sample of users, they are.`,
  ];
}

const finite = (value: number, otherwise: number): number => (Number.isFinite(value) ? value : otherwise);

import type { Pause } from './passes/passes.ts';
import type { ResultDocument } from './result.ts';

/**
 * Where an analysis stands. `preliminary` is set once, when the screen is done. The analysis may only go on when `until`, where
 * there is one, is kept.
 */
export interface AnalysisStep {
  readonly stage: 'cohort' | 'risk-sets' | 'screen' | 'fit' | 'finish';
  readonly fraction: number;
  readonly preliminary: ResultDocument | null;
  readonly until?: Promise<unknown>;
}

/** A step of an analysis. */
export const at = (
  stage: AnalysisStep['stage'],
  fraction: number,
  preliminary: ResultDocument | null = null,
): AnalysisStep => ({ stage, fraction, preliminary });

/** Run a long piece of work, passing on its pauses as the given step. */
export function* during<T>(work: Generator<Pause, T>, step: AnalysisStep): Generator<AnalysisStep, T> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield next.value ? { ...step, until: next.value } : step;
  }
}

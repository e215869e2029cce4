import type { ResultDocument } from './result.ts';

/** Where an analysis stands. `preliminary` is set once, when the screen is done. */
export interface AnalysisStep {
  readonly stage: 'cohort' | 'risk-sets' | 'screen' | 'fit' | 'finish';
  readonly fraction: number;
  readonly preliminary: ResultDocument | null;
}

/** A step of an analysis. */
export const at = (
  stage: AnalysisStep['stage'],
  fraction: number,
  preliminary: ResultDocument | null = null,
): AnalysisStep => ({ stage, fraction, preliminary });

/** Run a long piece of work, passing on its pauses as the given step. */
export function* during<T>(work: Generator<undefined, T>, step: AnalysisStep): Generator<AnalysisStep, T> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield step;
  }
}

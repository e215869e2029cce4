import type { Pause } from '#core/predictor/passes/passes.ts';
import type { AnalysisStep } from '#core/predictor/steps.ts';

/** Run work to its end, waiting for what it waits for. */
export async function answered<T>(work: Generator<Pause | AnalysisStep, T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await (step.value && 'until' in step.value ? step.value.until : step.value);
  }
}

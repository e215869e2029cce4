import { createSignal, type Signal } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { RunState } from './app-state.ts';

type Phase =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly progress: AnalysisProgress | null;
      readonly preliminary: ResultDocument | null;
    }
  | { readonly kind: 'failed'; readonly error: PteroError };

interface Cell {
  readonly result: ResultDocument | null;
  readonly phase: Phase;
}

const idle: Phase = { kind: 'idle' };

/** Where each scenario's analysis stands, one signal a scenario, so that progress of one redraws only its own card. */
export function createRunCells() {
  const cells = new Map<string, Signal<Cell>>();
  const at = (id: string): Signal<Cell> => {
    const known = cells.get(id);
    if (known) return known;
    const made = createSignal<Cell>({ result: null, phase: idle });
    cells.set(id, made);
    return made;
  };
  const change = (id: string, how: (cell: Cell) => Cell) => void at(id)[1](how);

  return {
    /** Reactive. */
    read(id: string, isStale: (result: ResultDocument) => boolean): RunState {
      const { result, phase } = at(id)[0]();
      if (phase.kind !== 'idle') return { ...phase, result };
      return { kind: 'idle', result, stale: result !== null && isStale(result) };
    },
    result: (id: string): ResultDocument | null => at(id)[0]().result,
    load: (id: string, result: ResultDocument) => change(id, (cell) => ({ ...cell, result })),
    begin: (id: string) =>
      change(id, (cell) =>
        cell.phase.kind === 'running'
          ? cell
          : { ...cell, phase: { kind: 'running', progress: null, preliminary: null } },
      ),
    progress: (id: string, progress: AnalysisProgress | null) =>
      change(id, (cell) => {
        const before = progress !== null && cell.phase.kind === 'running' ? cell.phase.preliminary : null;
        return { ...cell, phase: { kind: 'running', progress, preliminary: progress?.preliminary ?? before } };
      }),
    finish: (id: string, result: ResultDocument) => change(id, () => ({ result, phase: idle })),
    fail: (id: string, error: PteroError) =>
      change(id, (cell) => ({ ...cell, phase: error.code === 'job/cancelled' ? idle : { kind: 'failed', error } })),
    rest: (id: string) => change(id, (cell) => ({ ...cell, phase: idle })),
    forget: (id: string) => change(id, () => ({ result: null, phase: idle })),
  };
}

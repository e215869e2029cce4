import { createSignal, type Signal } from 'solid-js';
import type { AnalysisProgress } from '#contract/analysis.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';
import type { ResultDocument } from '#core/predictor/result.ts';
import type { ResultDigest } from '#core/predictor/words/compare-results.ts';
import type { RunState } from '../app-state.ts';

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
  /** The answer before this one, in little. */
  readonly previous: ResultDigest | null;
  /** What was kept is of an older format and can no longer be shown. */
  readonly outgrown: boolean;
}

const idle: Phase = { kind: 'idle' };
const blank: Cell = { result: null, phase: idle, previous: null, outgrown: false };

/** Where each scenario's analysis stands, one signal a scenario, so that progress of one redraws only its own card. */
export function createRunCells() {
  const cells = new Map<string, Signal<Cell>>();
  const at = (id: string): Signal<Cell> => {
    const known = cells.get(id);
    if (known) return known;
    const made = createSignal<Cell>(blank);
    cells.set(id, made);
    return made;
  };
  const change = (id: string, how: (cell: Cell) => Cell) => void at(id)[1](how);

  return {
    /** Reactive. */
    read(id: string, isStale: (result: ResultDocument) => boolean): RunState {
      const { result, phase, outgrown } = at(id)[0]();
      if (phase.kind !== 'idle') return { ...phase, result };
      return { kind: 'idle', result, stale: result === null ? outgrown : isStale(result) };
    },
    result: (id: string): ResultDocument | null => at(id)[0]().result,
    /** Reactive. */
    previous: (id: string): ResultDigest | null => at(id)[0]().previous,
    load: (id: string, result: ResultDocument, previous: ResultDigest | null) =>
      change(id, (cell) => ({ ...cell, result, previous, outgrown: false })),
    outgrow: (id: string) => change(id, (cell) => (cell.result ? cell : { ...cell, outgrown: true })),
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
    finish: (id: string, result: ResultDocument, previous: ResultDigest | null) =>
      change(id, () => ({ ...blank, result, previous })),
    fail: (id: string, error: PteroError) =>
      change(id, (cell) => ({ ...cell, phase: error.code === 'job/cancelled' ? idle : { kind: 'failed', error } })),
    rest: (id: string) => change(id, (cell) => ({ ...cell, phase: idle })),
    forget: (id: string) => change(id, () => blank),
    forgetAll: () => cells.forEach((_, id) => change(id, () => blank)),
  };
}

import { createSignal } from 'solid-js';
import type { IngestClient } from '#contract/clients.ts';
import type { FileInspection, ImportReport, TimeBasis } from '#contract/ingest.ts';
import { PteroError } from '#core/errors/ptero-error.ts';
import type { ImportState, ImportsState, ImportTarget } from './imports-state.ts';

export interface ImportsDeps {
  readonly ingest: IngestClient;
  /** Says to other tabs that this one imports into a project (empty: a new one). Returns the way to stop saying so. */
  readonly presence: { announce(projectId: string): () => void };
  /** Zones whose clock fits an offset at a moment, likeliest first. */
  zonesFor(offsetMinutes: number, atMs: number): readonly string[];
  /** Runs before the import counts as done: the new project is shown when it is. */
  imported(report: ImportReport): Promise<void>;
}

/** The sample that a refusal of too many events offers. */
function sampleOf({ code, details }: PteroError): number | null {
  return code === 'import/too-large' && typeof details['oneIn'] === 'number' ? details['oneIn'] : null;
}

/**
 * One import at a time: look at the files, ask for a zone when their clock is local, read, report.
 *
 * A project that is there keeps its own zone, so nobody is asked when files are added to it.
 */
export function createImports({ ingest, presence, zonesFor, imported }: ImportsDeps): ImportsState {
  const [state, setState] = createSignal<ImportState>({ kind: 'idle' });
  let waiting: { readonly files: readonly File[]; readonly target: ImportTarget } | null = null;
  let controller: AbortController | null = null;
  let last: { readonly files: readonly File[]; readonly target: ImportTarget } | null = null;

  const busy = () => ['inspecting', 'asking-zone', 'running'].includes(state().kind);

  const fail = (cause: unknown) => {
    const error = PteroError.from(cause);
    setState(
      error.code === 'job/cancelled' ? { kind: 'cancelled' } : { kind: 'failed', error, oneIn: sampleOf(error) },
    );
    return null;
  };

  const run = async (files: readonly File[], target: ImportTarget, timeBasis: TimeBasis, own: AbortController) => {
    setState({ kind: 'running', progress: null });
    const stopSaying = presence.announce(target.projectId ?? '');
    try {
      const report = await ingest.run(
        { ...target, files, timeBasis },
        {
          signal: own.signal,
          onProgress: (progress) => {
            if (controller === own && state().kind === 'running') setState({ kind: 'running', progress });
          },
        },
      );
      await imported(report);
      setState({ kind: 'done', report });
      return report;
    } catch (cause) {
      return fail(cause);
    } finally {
      stopSaying();
      if (controller === own) controller = null;
    }
  };

  const start: ImportsState['start'] = async (files, target) => {
    if (busy() || files.length === 0) return null;
    last = { files, target };
    const own = new AbortController();
    controller = own;
    setState({ kind: 'inspecting' });
    let inspections: readonly FileInspection[];
    try {
      inspections = await ingest.inspect(files, target.oneIn);
    } catch (cause) {
      return own.signal.aborted ? null : fail(cause);
    }
    if (own.signal.aborted) return null;
    const local = inspections.find((file) => file.wallClockOffsetMinutes !== null && file.wallClockOffsetMinutes !== 0);
    if (!local || target.projectId !== null) return run(files, target, { kind: 'utc' }, own);
    waiting = { files, target };
    const offsetMinutes = local.wallClockOffsetMinutes ?? 0;
    setState({
      kind: 'asking-zone',
      files: inspections,
      offsetMinutes,
      zones: zonesFor(offsetMinutes, local.firstTimeMs ?? 0),
    });
    return null;
  };

  return {
    state,
    busy,
    start,
    async takeSample(projectName) {
      const failed = state();
      if (failed.kind !== 'failed' || failed.oneIn === null || last === null) return null;
      const { files, target } = last;
      return start(files, { ...target, projectId: null, projectName, mode: 'add', oneIn: failed.oneIn });
    },
    async answerZone(basis) {
      if (!waiting || !controller) return null;
      const { files, target } = waiting;
      waiting = null;
      return run(files, target, basis, controller);
    },
    cancel() {
      controller?.abort();
      if (state().kind === 'running') return;
      waiting = null;
      controller = null;
      if (busy()) setState({ kind: 'cancelled' });
    },
    dismiss() {
      if (!busy()) setState({ kind: 'idle' });
    },
  };
}

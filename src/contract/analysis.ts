import type { ResultDocument } from '#core/predictor/result.ts';
import type { Prospects } from '#core/predictor/who/prospects.ts';
import type { ScenarioDefinition } from '#core/scenario/definition.ts';
import type { RemoteDraw } from './engine.ts';
import type { JobId, Reply } from './reply.ts';

export interface AnalysisRequest {
  readonly jobId: JobId;
  readonly projectId: string;
  readonly definition: ScenarioDefinition;
  /** Store row numbers that pass the filters of an end, from the store worker; null where there is no filter. */
  readonly startRows: Uint32Array | null;
  readonly targetRows: Uint32Array | null;
  /** Fingerprint of the events that the rows belong to; null without filters. Others fail with `store/changed`. */
  readonly rowsFingerprint: string | null;
  /** Set where the events are not in this browser. */
  readonly remote?: RemoteDraw;
  readonly seed: number;
  readonly computedAt: number;
}

export interface AnalysisProgress {
  readonly stage: 'opening' | 'cohort' | 'risk-sets' | 'screen' | 'fit' | 'finish';
  readonly fraction: number;
  /** The first table, from the screen alone; sent once. */
  readonly preliminary: ResultDocument | null;
}

/** What the predictor worker exposes. */
export interface AnalysisApi {
  run(request: AnalysisRequest, onProgress?: (progress: AnalysisProgress) => void): Promise<Reply<ResultDocument>>;
  /** Who of a scenario's users is likely to convert next. Its progress never holds a first table. */
  who(request: AnalysisRequest, onProgress?: (progress: AnalysisProgress) => void): Promise<Reply<Prospects>>;
  /** A run or a search for users. Best effort, idempotent: an unknown or finished job is not an error. */
  cancel(jobId: JobId): Promise<void>;
}

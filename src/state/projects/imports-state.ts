import type { Accessor } from 'solid-js';
import type { FileInspection, ImportProgress, ImportReport, TimeBasis } from '#contract/ingest.ts';
import type { PteroError } from '#core/errors/ptero-error.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'inspecting' }
  /** Live events show a wall clock: ask for the zone before reading. */
  | {
      readonly kind: 'asking-zone';
      readonly files: readonly FileInspection[];
      readonly offsetMinutes: number;
      readonly zones: readonly string[];
    }
  | { readonly kind: 'running'; readonly progress: ImportProgress | null }
  | { readonly kind: 'done'; readonly report: ImportReport }
  | { readonly kind: 'cancelled' }
  /** `oneIn`: there are too many events, and so small a sample of users as a new project would fit; else null. */
  | { readonly kind: 'failed'; readonly error: PteroError; readonly oneIn: number | null };

export interface ImportTarget {
  /** Null makes a new project. */
  readonly projectId: string | null;
  readonly projectName: string;
  readonly mode: 'add' | 'replace-days';
  /** Keep one in so many users; absent: everybody. Of a project that is there what it keeps already. */
  readonly oneIn?: number;
  readonly source: string;
}

export interface ImportsState {
  readonly state: Accessor<ImportState>;
  /** Reactive. An import is under way, so another one cannot begin. */
  busy(): boolean;
  /** Looks at the files, asks for a zone when needed, then imports. Null when it asked, was cancelled or failed; see `state`. */
  start(files: readonly File[], target: ImportTarget): Promise<ImportReport | null>;
  answerZone(basis: TimeBasis): Promise<ImportReport | null>;
  /** After a failure that offers a sample: imports the same files so, as a new project. */
  takeSample(projectName: string): Promise<ImportReport | null>;
  cancel(): void;
  /** Back to idle after done, cancelled or failed. */
  dismiss(): void;
}

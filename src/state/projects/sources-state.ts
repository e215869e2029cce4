import type { SourceForm, SourcesClient } from '#contract/clients.ts';

/** Projects whose events stay on a ClickHouse server. Methods reject with a PteroError. */
export interface SourcesState extends Pick<SourcesClient, 'check' | 'formOf'> {
  isRemote(projectId: string): boolean;
  /** Keeps the connection and shows the project. */
  save(projectId: string | null, form: SourceForm, signal: AbortSignal): Promise<void>;
}

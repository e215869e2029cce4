import type { UserSample } from '#core/sample/user-sample.ts';
import type { Rise } from '#core/metering/rise.ts';
import type { MergedEvent, PropertyFilter } from '#core/scenario/definition.ts';
import type { ProjectTotals, TimeBasis } from './ingest.ts';
import type { ProfileSet, StoredProfiles } from './profiles.ts';
import type { Reply } from './reply.ts';
import type { RenamedDay, RenamedIds } from './renamed.ts';
import type { CountedProject, UsageFacts } from './usage.ts';

export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly totals: ProjectTotals;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Changes with every import; equal fingerprints mean equal events. */
  readonly fingerprint: string;
  readonly bytes: number;
  readonly source: string;
  readonly timeBasis: TimeBasis;
  readonly imports: readonly ImportRecord[];
  /** The users it holds; absent: everybody. All counts are of the sample. */
  readonly sample?: UserSample;
  /** Absent: it holds none. */
  readonly profiles?: StoredProfiles;
  /** `damaged`: a checksum or a file is wrong; nothing is read from it, re-import is offered. */
  readonly health: 'sound' | 'damaged';
  /** What is wrong, in words, when damaged. */
  readonly damage: string | null;
}

export interface ImportRecord {
  readonly at: number;
  readonly files: readonly string[];
  readonly eventsAdded: number;
  readonly duplicatesDropped: number;
  readonly linesRefused: number;
  readonly incomplete: boolean;
}

/** One event name of a project. Users, counts and shape, as the suggestions and the lists need them. */
export interface EventSummary {
  readonly name: string;
  readonly count: number;
  readonly users: number;
  /** Users whose very first event (ties included) it is. */
  readonly firstForUsers: number;
  /** Users whose very last event (ties included) it is. */
  readonly lastForUsers: number;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** Mixpanel's own bookkeeping; never ranked. */
  readonly bookkeeping: boolean;
}

export interface PropertySummary {
  readonly name: string;
  readonly cells: number;
  /** Cells by JSON kind. */
  readonly kinds: {
    readonly string: number;
    readonly number: number;
    readonly boolean: number;
    readonly null: number;
    readonly json: number;
  };
  /** Distinct values, exact up to 10,000, else 10,000. */
  readonly distinct: number;
}

export interface Catalogue {
  readonly projectId: string;
  readonly fingerprint: string;
  readonly events: readonly EventSummary[];
  readonly properties: readonly PropertySummary[];
  /** Of user profiles, by Mixpanel's names; cells are profiles. Absent: there are none. */
  readonly profiles?: readonly PropertySummary[];
}

export interface PropertyValueCount {
  /** The value as text (JSON text for lists), and its kind. */
  readonly text: string;
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'json';
  readonly count: number;
  readonly users: number;
}

export interface DayCount {
  /** yyyy-mm-dd, UTC. */
  readonly day: string;
  readonly events: number;
  readonly users: number;
}

export interface StorageState {
  readonly usedBytes: number;
  readonly quotaBytes: number | null;
  readonly persisted: boolean;
}

/** Rows that pass filters, and the events they belong to. */
export interface MatchedRows {
  /** Of the project when it was asked: row numbers mean nothing under another one. */
  readonly fingerprint: string;
  /** Store row numbers, ascending. */
  readonly rows: Uint32Array;
}

/** What the store worker exposes. DuckDB loads at the first query that needs it, never before. */
export interface StoreApi {
  projects(): Promise<Reply<readonly ProjectSummary[]>>;
  rename(projectId: string, name: string): Promise<Reply<void>>;
  remove(projectId: string): Promise<Reply<void>>;
  storage(): Promise<Reply<StorageState>>;
  /** Verifies every checksum of a project. Rejects nothing: the answer is in `health`. */
  verify(projectId: string): Promise<Reply<ProjectSummary>>;
  /** Counts of event names and properties, by typed-array pass; no DuckDB. */
  catalogue(projectId: string): Promise<Reply<Catalogue>>;
  /**
   * Counts of merged events, each over all rows of its members, by typed-array pass; no DuckDB. A merge without a row
   * is left out.
   */
  mergedEvents(projectId: string, merged: readonly MergedEvent[]): Promise<Reply<readonly EventSummary[]>>;
  /** DuckDB: top values of a property, over all events (null) or those named. */
  propertyValues(
    projectId: string,
    property: string,
    events: readonly string[] | null,
    limit: number,
  ): Promise<Reply<readonly PropertyValueCount[]>>;
  /** Names of the properties that any of the events carries, most frequent first. */
  propertiesOf(
    projectId: string,
    events: readonly string[],
  ): Promise<Reply<readonly { readonly name: string; readonly cells: number }[]>>;
  /** DuckDB: events and users a day, over all events (null) or those named. */
  days(projectId: string, events: readonly string[] | null): Promise<Reply<readonly DayCount[]>>;
  /** DuckDB: store row numbers, ascending, of the events' rows that pass all filters. */
  matchRows(
    projectId: string,
    events: readonly string[],
    filters: readonly PropertyFilter[],
  ): Promise<Reply<MatchedRows>>;
  /** Puts a whole set of user profiles in the place of the one before. Equal ones leave the fingerprint as it is. */
  putProfiles(projectId: string, set: ProfileSet): Promise<Reply<void>>;
  removeProfiles(projectId: string): Promise<Reply<void>>;
  /** Monthly users by every rule, over time, by typed-array pass; no DuckDB. @param upTo - the last day counted. */
  usage(projects: readonly CountedProject[], upTo: number): Promise<Reply<UsageFacts>>;
  /** Who the monthly users of a day are, beside those of 30 days before. */
  rise(projects: readonly CountedProject[], day: number): Promise<Reply<Rise>>;
  /** As `RenamedIds` has them. */
  idsOn(...asked: Parameters<RenamedIds['idsOn']>): Promise<Reply<readonly string[]>>;
  renamedDays(...asked: Parameters<RenamedIds['renamedDays']>): Promise<Reply<readonly RenamedDay[]>>;
}

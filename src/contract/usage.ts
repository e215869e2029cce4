import type { UserCounts } from '#core/metering/counting-rules.ts';

/** A project of this browser whose users are counted. */
export interface CountedProject {
  readonly projectId: string;
  /** IANA name of the zone whose days are counted; null: UTC. */
  readonly zone: string | null;
}

/** What every rule counts, day by day; all arrays have a place for each day from `firstDay` to `lastDay`. */
export interface UsageFacts {
  /** Days since 1 January 1970. The last is the one asked for, or the last with an event before it. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Of all projects together. */
  readonly all: UserCounts;
  readonly byProject: readonly { readonly projectId: string; readonly counts: UserCounts }[];
}

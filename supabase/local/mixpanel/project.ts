/** An event as it happened, before Mixpanel does anything to it. */
export interface PlainEvent {
  readonly event: string;
  /** When it happened, Unix ms. */
  readonly timeMs: number;
  /** The id it was sent with; null: none. */
  readonly distinctId: string | null;
  /** Null: it names itself by nothing but what it holds. */
  readonly insertId: string | null;
  /** When Mixpanel took it in, Unix ms: exports hold it from then on. Long after `timeMs` it is a late event. */
  readonly processedMs: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** From a moment on all events of one id, old ones too, are exported under another. */
export interface IdMerge {
  readonly from: string;
  readonly into: string;
  readonly atMs: number;
}

export interface Profile {
  readonly distinctId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Who may ask, and what for. */
export interface ServiceAccount {
  readonly username: string;
  readonly secret: string;
  /** False: it is in the project, but has no right to export. */
  readonly mayExport: boolean;
}

export type Region = 'us' | 'eu' | 'in';

/** A project of Mixpanel's. */
export interface MixpanelProject {
  /** Digits. */
  readonly id: string;
  readonly region: Region;
  /** IANA name; days of exports are this zone's. */
  readonly zone: string;
  /** Created before 2023: `time` is the zone's wall clock written as if it were an epoch. */
  readonly isWallClock: boolean;
  readonly accounts: readonly ServiceAccount[];
  /** The legacy project secret; null: none. */
  readonly secret: string | null;
  /** False: its plan has no export. */
  readonly hasApi: boolean;
  readonly events: readonly PlainEvent[];
  readonly merges: readonly IdMerge[];
  readonly profiles: readonly Profile[];
  /** This share of the events is exported twice, the second time as processed a second later. */
  readonly duplicateShare: number;
}

/** A project of the US with nothing special about it, but for what is said. */
export const mixpanelProject = (
  given: Partial<MixpanelProject> & Pick<MixpanelProject, 'events'>,
): MixpanelProject => ({
  id: '3141592',
  region: 'us',
  zone: 'UTC',
  isWallClock: false,
  accounts: [{ username: 'ptero.5a3c1f.mp-service-account', secret: 'demo-secret', mayExport: true }],
  secret: null,
  hasApi: true,
  merges: [],
  profiles: [],
  duplicateShare: 0,
  ...given,
});

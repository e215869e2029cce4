/** Ids of the last 30 days that look like one person. */
export interface SameDevice {
  /** Ids that share a device with another one. */
  readonly ids: number;
  /** By how many the count would be smaller if ids on one device were one person. */
  readonly surplus: number;
  /** The ids of some of these people, at most ten. */
  readonly examples: readonly (readonly string[])[];
}

/** Why the number of monthly users is what it is: the 30 days up to a day beside the 30 before. */
export interface Rise {
  /** Last day of the window; days since 1 January 1970. */
  readonly day: number;
  readonly now: number;
  readonly before: number;
  /** Here in both windows. */
  readonly stayed: number;
  /** First seen in the window, with Mixpanel's id of a device. */
  readonly newAnonymous: number;
  /** First seen in the window, under an id of their own. */
  readonly newIdentified: number;
  /** Seen some time before, and not in the 30 days before. */
  readonly returning: number;
  /** In the 30 days before and not in these. */
  readonly lost: number;
  /** The events with which those who are new or returning began, most users first. */
  readonly broughtBy: readonly { readonly event: string; readonly users: number }[];
  readonly sameDevice: SameDevice;
  /** Users of whom only events of the window count that came more than five days late; null: the export does not say when. */
  readonly backfilled: { readonly users: number; readonly events: number } | null;
  /** Users who behave like a program, and some of their ids. */
  readonly bots: { readonly users: number; readonly examples: readonly string[] };
  /** False where the data begin within the 30 days before: then everybody looks new. */
  readonly knowsBefore: boolean;
}

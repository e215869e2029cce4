/** One user of a scenario, by the id in the export. */
export interface Prospect {
  readonly id: string;
  /** Of converting by the horizon, given what is known at the end of the data (open) or was at the horizon (dropped); in [0, 1]. */
  readonly probability: number;
  readonly enteredAtMs: number;
}

/** Who is likely to convert next, and who was likely and did not; each most likely first. */
export interface Prospects {
  readonly horizonMs: number;
  /** Neither converted nor at the horizon yet. */
  readonly open: readonly Prospect[];
  /** Watched for the whole horizon without converting. */
  readonly dropped: readonly Prospect[];
}

/** A whole set of user profiles, as a pull gives it and the store takes it. */
export interface ProfileSet {
  /** Names as in Mixpanel. */
  readonly properties: readonly string[];
  /** A line a profile, JSON: its id, then a value for each of `properties`, null where it has none. */
  readonly lines: Blob;
  /** When its pull began, Unix ms. */
  readonly at: number;
}

/** What a project holds of user profiles. */
export interface StoredProfiles {
  readonly at: number;
  readonly properties: readonly string[];
  readonly profiles: number;
  /** Of them, those whose user had events here when they were stored. */
  readonly matched: number;
}
